import type { Account } from '../accounts/account.ts';
import type { User } from '../accounts/accounts.ts';
import type { World } from '../world.ts';
import { ApiError } from './api-error.ts';

/** An API request by an app that may speak for a person. */
export interface ApiCall {
  world: World;
  account: Account;
  user: User;
  clientId: string;
  scopes: ReadonlySet<string>;
  method: string;
  /** After `/api/v1/`, for example `['contacts', 'ct_00001']`. */
  path: readonly string[];
  params: URLSearchParams;
  idempotencyKey: string | undefined;
  readBody: () => Promise<unknown>;
}

export interface ApiAnswer {
  status: number;
  body?: unknown;
}

export function requireScope(call: ApiCall, scope: string): void {
  if (call.scopes.has(scope)) return;
  throw new ApiError(403, 'missing_scope', `This needs the scope ${scope}, which the person has not granted.`, {
    headers: { 'www-authenticate': `Bearer realm="Tidewater", error="insufficient_scope", scope="${scope}"` },
  });
}

export function methodNotAllowed(call: ApiCall, allowed: string): ApiError {
  return new ApiError(405, 'method_not_allowed', `${call.method} is not possible here; ${allowed} is.`, {
    headers: { allow: allowed },
  });
}
