import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const text = z.string().optional().catch(undefined);
const refusal = z.object({
  name: text,
  message: text,
  /** Of the token address. */
  error: text,
  error_description: text,
  details: z
    .array(z.object({ issue: text, description: text, field: text }))
    .optional()
    .catch(undefined),
});

/** https://developer.paypal.com/api/rest/responses/ */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const said = refusal.safeParse(body).data;
  if (status < 400 || status >= 500 || said === undefined) return undefined;
  const [first] = said.details ?? [];
  const name = said.name ?? said.error;
  return {
    class: classOf(status, `${name} ${first?.issue}`),
    code: first?.issue ?? name,
    message: first?.description ?? said.message ?? said.error_description,
    // As in `/purchase_units/0/amount`.
    field: first?.field?.replace(/^\$?[./]+/, '').replaceAll('/', '.') || undefined,
  };
}

function classOf(status: number, words: string): TranslatedError['class'] {
  if (status === 401) return 'auth';
  if (status === 429) return 'rate_limited';
  if (status === 403) return 'permission';
  if (status === 404) return 'not_found';
  return status === 409 || /DUPLICATE/.test(words) ? 'conflict' : 'invalid';
}
