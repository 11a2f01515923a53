import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const messages = z.array(z.object({ Message: z.string() })).catch([]);
const refusal = z.object({
  ErrorNumber: z.number().optional(),
  Type: z.string().nullish(),
  Message: z.string().optional(),
  Elements: z
    .array(z.looseObject({ ValidationErrors: messages.optional() }))
    .optional()
    .catch(undefined),
});
/** Of the gate in front of the books. */
const gate = z.object({ Title: z.string().optional(), Detail: z.string() });

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** https://developer.xero.com/documentation/api/accounting/responsecodes */
export function translateError({ status, headers, body }: Answer): TranslatedError | undefined {
  if (status < 400) return undefined;
  if (status === 429) return limitOf(headers);
  const gated = gate.safeParse(body).data;
  if (status === 401 || status === 403) return accessOf(status, headers, gated?.Detail);
  const said = refusal.safeParse(body).data;
  const words =
    said?.Elements?.flatMap(({ ValidationErrors = [] }) => ValidationErrors.map(({ Message }) => Message)) ?? [];
  const message = words.length > 0 ? words.join(' ') : (said?.Message ?? gated?.Detail);
  if (status === 400) return { class: 'invalid', code: said?.Type ?? undefined, message };
  return status === 404 ? { class: 'not_found', message } : undefined;
}

/** A used-up day comes back at midnight (UTC); no run should wait for that. */
function limitOf(headers: Headers): TranslatedError {
  const problem = headers.get('x-rate-limit-problem') ?? undefined;
  return { class: problem?.toLowerCase() === 'day' ? 'quota' : 'rate_limited', code: problem };
}

/** An ended token and a scope that was never given have one status; an organisation that was disconnected has another. */
function accessOf(status: number, headers: Headers, message: string | undefined): TranslatedError {
  const isScope =
    /insufficient_scope/i.test(headers.get('www-authenticate') ?? '') || /unsuccessful/i.test(message ?? '');
  if (status === 401) return { class: isScope ? 'permission' : 'auth', message };
  return { class: /AuthenticationUnsuccessful/i.test(message ?? '') ? 'auth' : 'permission', message };
}
