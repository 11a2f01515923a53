import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const words = z.string().min(1).optional().catch(undefined);
const failure = z.object({
  code: words,
  message: words,
  description: words,
  errors: z
    .array(z.object({ field: words, message: words, code: words }))
    .optional()
    .catch(undefined),
});

const classByStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  405: 'invalid',
  409: 'conflict',
  413: 'too_large',
};

/** https://developers.freshdesk.com/api/#error */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const known = classByStatus[status];
  if (known === undefined) return undefined;
  const parsed = failure.safeParse(body);
  if (!parsed.success) return undefined;
  const { code, message, description, errors = [] } = parsed.data;
  const [first] = errors;
  const detail = first?.field && first.message ? `${first.field}: ${first.message}` : first?.message;
  return {
    class: first?.code === 'duplicate_value' ? 'conflict' : known,
    code: first?.code ?? code,
    message: detail ?? message ?? description,
    field: first?.field,
  };
}
