import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const one = z.object({
  errorCode: z.string().optional(),
  message: z.string().optional(),
  fields: z.array(z.string()).optional().catch(undefined),
});
const refusal = z.array(one).min(1);
/** Of the token and identity addresses. */
const oauthRefusal = z.object({ error: z.string(), error_description: z.string().optional() });

const classByCode: Record<string, ErrorClass> = {
  INVALID_SESSION_ID: 'auth',
  INVALID_AUTH_HEADER: 'auth',
  INSUFFICIENT_ACCESS: 'permission',
  INSUFFICIENT_ACCESS_OR_READONLY: 'permission',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'permission',
  API_DISABLED_FOR_ORG: 'permission',
  API_CURRENTLY_DISABLED: 'permission',
  FUNCTIONALITY_NOT_ENABLED: 'permission',
  OPERATION_TOO_LARGE: 'too_large',
  NOT_FOUND: 'not_found',
  ENTITY_IS_DELETED: 'not_found',
  INVALID_CROSS_REFERENCE_KEY: 'not_found',
  DUPLICATE_VALUE: 'conflict',
  DUPLICATE_EXTERNAL_ID: 'conflict',
  DUPLICATES_DETECTED: 'conflict',
  STORAGE_LIMIT_EXCEEDED: 'quota',
  REQUEST_LIMIT_EXCEEDED: 'quota',
  UNABLE_TO_LOCK_ROW: 'rate_limited',
  REQUEST_RUNNING_TOO_LONG: 'timeout',
  QUERY_TIMEOUT: 'timeout',
  SERVER_UNAVAILABLE: 'app_down',
  UNKNOWN_EXCEPTION: 'app_down',
};

/** Of one record, in an answer that is good as a whole too. */
export function classOf(code: string | undefined, message = ''): ErrorClass | undefined {
  // One code for the day's calls, which a wait of hours brings back, and for too many at the same time.
  if (code === 'REQUEST_LIMIT_EXCEEDED' && /concurrent/i.test(message)) return 'rate_limited';
  return code !== undefined && Object.hasOwn(classByCode, code) ? classByCode[code] : undefined;
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm: a list of errors, the first of which is told. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  if (status < 400) return undefined;
  const [said] = refusal.safeParse(body).data ?? [];
  if (said !== undefined) {
    const known = classOf(said.errorCode, said.message);
    return {
      class: known ?? classByStatus(status),
      code: said.errorCode,
      message: said.message,
      field: said.fields?.[0],
      ...(known === 'rate_limited' && { retryAfterMs: 3_000 }),
    };
  }
  const oauth = oauthRefusal.safeParse(body).data;
  if (oauth === undefined) return undefined;
  const isDead = ['invalid_grant', 'invalid_client', 'invalid_client_id'].includes(oauth.error);
  return isDead ? { class: 'auth', code: oauth.error, message: oauth.error_description } : undefined;
}

function classByStatus(status: number): ErrorClass {
  if (status >= 500) return 'app_down';
  const classes: Record<number, ErrorClass> = { 401: 'auth', 403: 'permission', 404: 'not_found', 409: 'conflict' };
  return classes[status] ?? 'invalid';
}
