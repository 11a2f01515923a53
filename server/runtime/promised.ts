import type { z } from 'zod';
import { AppCallError } from '#connectors/kit/index.ts';

/** The body as the connector's schema describes it; a `protocol` error with the place where it is not. */
export function promised<S extends z.ZodType>(
  body: unknown,
  schema: S,
  { app, method, path }: { app: string; method: string; path: string },
): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || undefined;
  const expected =
    issue?.code === 'invalid_type'
      ? `should be ${issue.expected}`
      : `is not as described (${issue?.message ?? 'another shape'})`;
  throw new AppCallError(
    `The answer of ${app} to ${method} ${path} is not what was expected: ${field ?? 'the body'} ${expected}.`,
    {
      class: 'protocol',
      code: 'unexpected_answer',
      field,
      cause: parsed.error,
    },
  );
}
