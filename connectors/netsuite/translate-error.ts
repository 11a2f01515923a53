import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const detail = z.object({
  detail: z.string().optional(),
  'o:errorCode': z.string().optional(),
  'o:errorPath': z.string().optional(),
});
const refusal = z.object({ title: z.string().optional(), 'o:errorDetails': z.array(detail).min(1) });

const classByCode: Record<string, ErrorClass> = {
  INVALID_LOGIN: 'auth',
  INVALID_LOGIN_ATTEMPT: 'auth',
  INSUFFICIENT_PERMISSION: 'permission',
  NONEXISTENT_ID: 'not_found',
  RCRD_DSNT_EXIST: 'not_found',
  RCRD_HAS_BEEN_CHANGED: 'conflict',
  DUP_RCRD: 'conflict',
  DUP_ENTITY: 'conflict',
  UNIQUE_CUST_ID_REQD: 'conflict',
  IDEMPOTENCY_ERROR: 'conflict',
  CONCURRENCY_LIMIT_EXCEEDED: 'rate_limited',
  SSS_REQUEST_LIMIT_EXCEEDED: 'rate_limited',
  REQUEST_LIMIT_EXCEEDED: 'rate_limited',
};
const classByStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  429: 'rate_limited',
};

/** https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156570709583.html: a list of details, the first of which is told. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const said = refusal.safeParse(body).data;
  const first = said?.['o:errorDetails'][0];
  if (first === undefined || status < 400) return undefined;
  const code = first['o:errorCode'];
  const known = code !== undefined && Object.hasOwn(classByCode, code) ? classByCode[code] : undefined;
  const found = known ?? classByStatus[status];
  if (found === undefined) return undefined;
  return { class: found, code, message: first.detail ?? said?.title, field: first['o:errorPath'] };
}
