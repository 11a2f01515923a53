import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { controlDb, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { type EnvironmentId, type Id, newId } from '#server/ids.ts';
import { createMember } from '#server/members/create-member.ts';
import type { MemberRole } from './actor.ts';
import { appRouter } from './app-router.ts';
import { t } from './init.ts';
import { serveApi } from './serve-api.ts';

export interface TestVendor {
  vendorId: Id<'vendor'>;
  environmentId: EnvironmentId;
  /** A secret key of the environment. */
  key: string;
}

/** A vendor with a development environment and a secret key. */
export async function testVendor(name = 'Acme'): Promise<TestVendor> {
  const { vendorId, environmentId } = await createVendor(controlDb(), { name });
  const { secret } = await withTenant({ environmentId }, (tx) => createApiKey(tx, { name: 'test' }));
  return { vendorId, environmentId, key: secret };
}

export const within = <T>(
  { environmentId }: { environmentId: EnvironmentId },
  fn: (tx: TenantTx) => Promise<T>,
): Promise<T> => withTenant({ environmentId }, fn);

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** The text at a place of an answer: `textAt(body, 'items', 0, 'id')`. */
export function textAt(body: unknown, ...path: (string | number)[]): string {
  const value = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    body,
  );
  if (typeof value !== 'string') throw new Error(`There is no text at ${path.join('.')} of ${JSON.stringify(body)}.`);
  return value;
}

interface Call {
  key?: string | undefined;
  body?: unknown;
  /** Sent as it is, where `body` would be made into JSON. */
  raw?: string;
  headers?: Record<string, string>;
}

/** One request to `/api/v1`, as it would come over the wire. */
export async function api(method: string, path: string, { key, body, raw, headers = {} }: Call = {}): Promise<Answer> {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await serveApi(
    new Request(`http://portico.test/api/v1${path}`, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: text,
    }),
  );
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const callerOf = t.createCallerFactory(appRouter);

/** The procedures as the console calls them, for a member of this vendor. */
export async function consoleOf(
  vendor: TestVendor,
  role: MemberRole = 'owner',
  environmentId: EnvironmentId | null = vendor.environmentId,
) {
  const memberId = await createMember(controlDb(), {
    vendorId: vendor.vendorId,
    name: 'Olivia',
    email: `${newId('member')}@acme.example`,
    password: 'correct horse battery',
    role,
  });
  const memberSessionId = newId('memberSession');
  return callerOf({
    requestId: newId('request'),
    authenticate: async () => ({
      kind: 'member',
      memberId,
      memberSessionId,
      vendorId: vendor.vendorId,
      role,
      environmentId,
    }),
    idempotencyKey: null,
  });
}
