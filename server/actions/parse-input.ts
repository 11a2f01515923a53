import type { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { describeIssue } from '#server/trpc/describe-issue.ts';

const maxIssues = 20;

/** The input as its action wants it, or every field that is wrong: `input.email`. */
export function parseInput(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, maxIssues).map((issue) => {
    const { field = 'input', sentence } = describeIssue({ ...issue, path: ['input', ...issue.path] }, { input });
    return { field, message: sentence };
  });
  const [first] = issues;
  throw new AppError('invalid', first?.message ?? 'The input does not have the expected form.', {
    field: first?.field,
    issues,
    remedy: 'GET /api/v1/actions/{connector} shows what each action takes, with an example.',
  });
}
