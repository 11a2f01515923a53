import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const one = z.object({
  code: z.string().optional(),
  Message: z.string().optional(),
  Detail: z.string().optional(),
  element: z.string().optional(),
  message: z.string().optional(),
  detail: z.string().optional(),
});
const fault = z.object({ Error: z.array(one).min(1), type: z.string().optional() });
/** The gate in front of the books writes the same in small letters. */
const ofGate = z.object({ fault: z.object({ error: z.array(one).min(1), type: z.string().optional() }) });
const ofBooks = z.object({ Fault: fault });
/** An answer about changes has a part for each kind of record, and a part may be a refusal. */
const ofChanges = z.object({ CDCResponse: z.array(z.object({ Fault: fault.optional() })) });

const classByCode: Record<string, ErrorClass> = {
  '120': 'permission',
  '610': 'not_found',
  '3100': 'auth',
  '3200': 'auth',
  '003100': 'auth',
  '003200': 'auth',
  '003001': 'rate_limited',
  '5010': 'conflict',
  '5020': 'permission',
  '6140': 'conflict',
  '6190': 'permission',
  '6240': 'conflict',
};

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes. Under 200 too, and there for a part of the answer. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const said =
    ofBooks.safeParse(body).data?.Fault ??
    ofChanges.safeParse(body).data?.CDCResponse.find(({ Fault }) => Fault !== undefined)?.Fault ??
    wrapped(ofGate.safeParse(body).data);
  const [first] = said?.Error ?? [];
  if (first === undefined) return undefined;
  const known =
    first.code !== undefined && Object.hasOwn(classByCode, first.code) ? classByCode[first.code] : undefined;
  return {
    class: known ?? classOf(status, said?.type),
    code: first.code,
    message: first.Detail || first.Message || first.detail || first.message,
    field: first.element || undefined,
  };
}

const wrapped = (body: z.output<typeof ofGate> | undefined) =>
  body && { Error: body.fault.error, type: body.fault.type };

function classOf(status: number, type = ''): ErrorClass {
  if (/^auth/i.test(type)) return status === 403 ? 'permission' : 'auth';
  if (/^(system|service)/i.test(type) || status >= 500) return 'app_down';
  const classes: Record<number, ErrorClass> = { 401: 'auth', 403: 'permission', 404: 'not_found', 429: 'rate_limited' };
  return classes[status] ?? 'invalid';
}
