import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

// Every part may be missing, as HubSpot's own documentation says.
const words = z.string().min(1).optional().catch(undefined);
const context = z.record(z.string(), z.array(z.string())).optional().catch(undefined);
const detail = z.object({ message: words, in: words, code: words, context });
const refusal = z.object({
  status: words,
  category: words,
  subCategory: words,
  errorType: words,
  policyName: words,
  message: words,
  context,
  errors: z.array(detail).optional().catch(undefined),
});
export type Refusal = z.output<typeof refusal>;

const classByCategory: Record<string, ErrorClass> = {
  VALIDATION_ERROR: 'invalid',
  INVALID_AUTHENTICATION: 'auth',
  EXPIRED_AUTHENTICATION: 'auth',
  MISSING_SCOPES: 'permission',
  USER_DOES_NOT_HAVE_PERMISSIONS: 'permission',
  OBJECT_NOT_FOUND: 'not_found',
  OBJECT_ALREADY_EXISTS: 'conflict',
  CONFLICT: 'conflict',
};

// HubSpot's own numbers: an address too long, records that it is busy with, data on its way to another place.
const classByStatus: Record<number, ErrorClass> = { 414: 'too_large', 423: 'rate_limited', 477: 'app_down' };

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** HubSpot's `{ status: 'error', category, message, errors: [{ in, context }] }`, and its limits, which it names by policy. */
export function translateError({ status, headers, body }: Answer): TranslatedError | undefined {
  const parsed = refusal.safeParse(body);
  const said: Refusal = parsed.success ? parsed.data : {};
  // A batch that went well in part is no error: it answers for each of its records.
  if (status < 400) return said.status === 'error' ? { class: 'protocol', ...wordsOf(said) } : undefined;
  if (status === 429) return { class: limitOf(said), ...wordsOf(said), retryAfterMs: waitOf(headers, said) };
  const known = classByStatus[status] ?? classOf(said) ?? (status === 400 ? 'invalid' : undefined);
  if (known === undefined) return undefined;
  return { class: known, ...wordsOf(said), ...(status === 423 && { retryAfterMs: 2_000 }) };
}

// HubSpot tells of a right that the person has not as if a value were wrong.
const missingRight = /^Missing '.+' permission/;

export function classOf({ category, message = '' }: Refusal): ErrorClass | undefined {
  if (missingRight.test(message)) return 'permission';
  return category === undefined ? undefined : classByCategory[category];
}

// The day's quota comes back at midnight of the account's time zone; no run should wait for that.
const limitOf = ({ policyName }: Refusal): ErrorClass => (policyName === 'DAILY' ? 'quota' : 'rate_limited');

const waitByPolicy: Record<string, number> = { SECONDLY: 1_000, TEN_SECONDLY_ROLLING: 10_000 };

function waitOf(headers: Headers, { policyName = '' }: Refusal): number | undefined {
  return headers.has('retry-after') ? undefined : waitByPolicy[policyName];
}

/** The code, words and field that help a person: those of the first detail, where there is one. */
export function wordsOf(said: Refusal): { code?: string; message?: string; field?: string } {
  const [first] = said.errors ?? [];
  const invalid = invalidProperty(said.message);
  const scopes =
    first?.context?.requiredGranularScopes ?? first?.context?.requiredScopes ?? said.context?.missingScopes;
  return {
    // Of a value that was not taken, the detail says why: `MISSING_CONDITIONAL_REQUIRED_PROPERTY`.
    code:
      said.subCategory ??
      (said.category === 'VALIDATION_ERROR' ? first?.code : undefined) ??
      said.category ??
      said.policyName ??
      said.errorType,
    message: scopes ? `It needs the right ${scopes.join(', ')}.` : (invalid?.message ?? first?.message ?? said.message),
    field: invalid?.name ?? first?.context?.propertyName?.[0] ?? first?.in,
  };
}

const invalidProperties = z.array(z.object({ name: z.string(), message: z.string() })).min(1);

/** HubSpot tells which property it did not take as JSON inside its message. */
function invalidProperty(message = ''): { name: string; message: string } | undefined {
  const start = message.indexOf('[{');
  if (start === -1) return undefined;
  try {
    return invalidProperties.parse(JSON.parse(message.slice(start, message.lastIndexOf(']') + 1)))[0];
  } catch {
    return undefined;
  }
}

/** Reads one refusal out of the list of a batch. */
export function readRefusal(value: unknown): Refusal {
  const parsed = refusal.safeParse(value);
  return parsed.success ? parsed.data : {};
}
