import { z } from 'zod';
import { AppCallError, isAppCallError, type Upsert, type WriteResult } from '#connectors/kit/index.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import type { Clock } from '#server/clock.ts';
import type { ConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { textWithoutSecrets, withoutSecrets } from '#server/connections/hide-secrets.ts';
import type { Tenant } from '#server/db/tenant.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { plain } from './item-error.ts';
import type { WriteCall } from './take-items.ts';

interface SendItems {
  tenant: Tenant;
  scope: ConnectionScope;
  upsert: Upsert<never>;
  /** The customer's answers. */
  answers: unknown;
  clock: Clock;
}

/** Less than a lease. */
const callMs = 120_000;

const errorClass = z.enum([
  ...(['auth', 'permission', 'not_found', 'invalid', 'conflict', 'rate_limited', 'quota'] as const),
  ...(['too_large', 'app_down', 'timeout', 'network', 'protocol', 'mapping', 'internal'] as const),
]);
const resultSchema = z.union([
  z.object({ key: z.string().min(1).max(512), action: z.enum(['created', 'updated', 'unchanged']) }),
  z.object({
    error: z.object({
      class: errorClass,
      code: z.string().optional(),
      message: z.string(),
      field: z.string().optional(),
    }),
  }),
]);

/** Calls the app once. No transaction is open meanwhile. Throws what the connector throws, without its secrets. */
export async function sendItems(
  call: WriteCall,
  { tenant, scope, upsert, answers, clock }: SendItems,
): Promise<WriteResult[]> {
  const { id: connectionId, customer_id: customerId } = scope.connection;
  const settings = scope.access.connector.connector.settings.safeParse(answers);
  const source = credentialSource({ tenant, connectionId, clock });
  const context = createContext({
    access: scope.access,
    source,
    settings: settings.success ? settings.data : {},
    learnt: scope.learnt,
    signal: AbortSignal.timeout(callMs),
    patience: 'background',
    budgets: connectionBudgets({ tenant, connectionId, customerId }),
  });
  try {
    const items = call.items.map(({ item }) => item);
    const given = await upsert.write(context as never, items, { idempotencyKey: call.name });
    const results = z.array(resultSchema).safeParse(given);
    if (!results.success || results.data.length !== items.length) throw notAsPromised(items.length, given);
    const credential = await source.get().catch(() => undefined);
    const clean = (text: string) => plain(credential === undefined ? text : textWithoutSecrets(text, credential));
    return results.data.map((result) => ('error' in result ? { error: worded(result.error, clean) } : result));
  } catch (error) {
    const credential = await source.get().catch(() => undefined);
    throw credential === undefined ? error : withoutSecrets(error, credential);
  } finally {
    await context.close();
  }
}

type Refusal = Extract<z.output<typeof resultSchema>, { error: unknown }>['error'];

function worded({ class: kind, code, field, message }: Refusal, clean: (text: string) => string) {
  return {
    class: kind,
    message: clean(message),
    ...(code !== undefined && { code: clean(code) }),
    ...(field !== undefined && { field: clean(field) }),
  };
}

function notAsPromised(expected: number, given: unknown): AppCallError {
  const told = Array.isArray(given) ? `${given.length} results` : 'no list of results';
  return new AppCallError(`${expected} records were written, and ${told} came back.`, {
    class: 'protocol',
    code: 'results',
  });
}

/** What a thrown error means for a call as a whole. */
export type Verdict =
  /** The app has taken nothing, and may take all of it later. */
  | { kind: 'later'; retryAfterMs: number | undefined }
  /** The connection can do nothing until a person acts. */
  | { kind: 'blocked' }
  /** The app refuses: all of it, or one record among it. */
  | { kind: 'refused'; mayBeOne: boolean }
  /** Nobody knows. */
  | { kind: 'unknown'; retryAfterMs: number | undefined };

/** After these no call was made. */
const neverSent = new Set([
  ...['address_refused', 'name_not_found', 'ECONNREFUSED', 'budget_used_up', 'foreign_address', 'no_base_url'],
]);

export function judge(error: unknown): Verdict {
  if (!isAppCallError(error)) return { kind: 'unknown', retryAfterMs: undefined };
  const { class: kind, code = '', retryAfterMs } = error.details;
  if (kind === 'auth') return { kind: 'blocked' };
  if (kind === 'rate_limited' || kind === 'quota' || neverSent.has(code)) return { kind: 'later', retryAfterMs };
  if (kind === 'permission') return { kind: 'refused', mayBeOne: false };
  if (['invalid', 'not_found', 'conflict', 'too_large'].includes(kind)) return { kind: 'refused', mayBeOne: true };
  return { kind: 'unknown', retryAfterMs };
}
