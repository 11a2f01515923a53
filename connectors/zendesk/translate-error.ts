import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const words = z.string().min(1).optional().catch(undefined);
const failure = z.object({
  // A code, a sentence, or both in an object: it depends on which part of Zendesk answers.
  error: z
    .union([
      z.string().transform((code) => ({ title: code, message: undefined })),
      z.object({ title: words, message: words }),
    ])
    .optional()
    .catch(undefined),
  description: words,
  error_description: words,
  message: words,
  details: z
    .record(z.string(), z.array(z.object({ description: words, error: words })))
    .optional()
    .catch(undefined),
  errors: z
    .array(z.object({ code: words, title: words, detail: words }))
    .optional()
    .catch(undefined),
});

const classByStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  422: 'invalid',
};

/** https://developer.zendesk.com/api-reference/introduction/requests/#handling-error-responses */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { error, description, error_description, message, details = {}, errors = [] } = parsed.data;
  const [first] = errors;
  const [field, problems = []] = Object.entries(details)[0] ?? [];
  const [problem] = problems;
  const said = problem?.description ?? description ?? error_description ?? error?.message ?? first?.detail ?? message;
  const code = problem?.error ?? error?.title ?? first?.code ?? first?.title;
  const known = code === 'DuplicateValue' ? 'conflict' : classByStatus[status];
  if (known === undefined) return undefined;
  return { class: known, code, message: said ?? code, field };
}
