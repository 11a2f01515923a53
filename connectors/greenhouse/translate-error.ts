import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const text = z.string().optional().catch(undefined);
const one = z.looseObject({ message: text, field: text });
const failure = z.looseObject({
  message: text,
  error: text,
  error_description: text,
  errors: z
    .array(z.union([one, z.string().transform((message) => ({ message, field: undefined }))]))
    .optional()
    .catch(undefined),
});

const byStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  422: 'invalid',
};

/** Harvest names no codes: the status says what it is, and one or more sentences why. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const errorClass = byStatus[status];
  const said = failure.safeParse(body).data;
  if (errorClass === undefined || said === undefined) return undefined;
  const [first] = said.errors ?? [];
  const message = first?.message ?? said.message ?? said.error_description ?? said.error;
  return {
    class: errorClass,
    ...(said.error && { code: said.error }),
    ...(message && { message }),
    ...(first?.field && { field: first.field }),
  };
}
