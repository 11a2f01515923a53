import { isDeepStrictEqual } from 'node:util';
import type { DeclaredErrorRule } from '#connectors/kit/declared.ts';
import { type Connector, readPath, type TranslatedError } from '#connectors/kit/index.ts';

type Answer = Parameters<NonNullable<Connector['errors']>>[0];

/** What an answer means, by the first rule that fits. */
export function compileErrors(rules: DeclaredErrorRule[]): Connector['errors'] {
  return (answer) => {
    const rule = rules.find(({ when }) => fits(when, answer));
    return rule && meaningOf(rule, answer.body);
  };
}

function fits({ status, path, equals, exists }: DeclaredErrorRule['when'], answer: Answer): boolean {
  if (status !== undefined && ![status].flat().includes(answer.status)) return false;
  if (path === undefined) return status !== undefined;
  const value = readPath(answer.body, path);
  if (equals !== undefined && !isDeepStrictEqual(value, equals)) return false;
  const isThere = value !== undefined && value !== null;
  return exists === undefined ? equals !== undefined || isThere : isThere === exists;
}

function meaningOf(rule: DeclaredErrorRule, body: unknown): TranslatedError {
  const [code, message, field] = [rule.code, rule.message, rule.field].map((path) => textAt(body, path));
  const seconds = rule.retryAfter === undefined ? Number.NaN : Number(readPath(body, rule.retryAfter));
  return {
    class: rule.class,
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(field !== undefined && { field }),
    ...(seconds > 0 && { retryAfterMs: seconds * 1_000 }),
  };
}

function textAt(body: unknown, path: string | undefined): string | undefined {
  const value = path === undefined ? undefined : readPath(body, path);
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}
