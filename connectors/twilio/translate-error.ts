import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({ code: z.number(), message: z.string() });

/** Codes: https://www.twilio.com/docs/api/errors */
const classOf: Record<number, ErrorClass> = {
  20003: 'auth',
  20005: 'permission',
  20006: 'permission',
  20008: 'permission',
  20404: 'not_found',
  20429: 'rate_limited',
  14107: 'rate_limited',
  20409: 'conflict',
  21408: 'permission',
  21605: 'too_large',
  21608: 'permission',
  21610: 'permission',
  21617: 'too_large',
  60202: 'quota',
  60203: 'quota',
};

const fieldOf: Record<number, string> = {
  21211: 'to',
  21214: 'to',
  21217: 'to',
  21265: 'to',
  21408: 'to',
  21604: 'to',
  21608: 'to',
  21610: 'to',
  21612: 'to',
  21614: 'to',
  21210: 'from',
  21212: 'from',
  21603: 'from',
  21606: 'from',
  21607: 'from',
  21659: 'from',
  21602: 'text',
  21605: 'text',
  21617: 'text',
  21620: 'media',
  21701: 'service',
  21703: 'service',
};

export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  // A message that could not be delivered has a code as well, in a good answer.
  if (status < 400 || !parsed.success) return undefined;
  const { code, message } = parsed.data;
  const said = { code: String(code), message, field: fieldOf[code] };
  const known = classOf[code];
  if (known !== undefined) return { class: known, ...said };
  if (status === 401) return { class: 'auth', ...said };
  if (status === 403) return { class: 'permission', ...said };
  if (status === 404) return { class: 'not_found', ...said };
  if (status === 409) return { class: 'conflict', ...said };
  if (status === 429) return { class: 'rate_limited', ...said };
  return status < 500 ? { class: 'invalid', ...said } : { class: 'app_down', ...said };
}
