import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** A finding of zod as a field and a sentence that says what was expected. */
export function describeIssue(issue: Issue, input: unknown): { field: string | undefined; sentence: string } {
  const field = issue.path.length > 0 ? issue.path.map(String).join('.') : undefined;
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return { field: field ? `${field}.${key}` : key, sentence: `There is no field ${key} in this call.` };
  }
  const missing = field !== undefined && valueAt(input, issue.path) === undefined;
  const subject = field ? `The field ${field}` : 'The request';
  return {
    field,
    sentence: missing ? `${subject} is missing: ${expected(issue)}.` : `${subject} can't be used: ${expected(issue)}.`,
  };
}

const nouns: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

const formats: Record<string, string> = {
  url: 'an address such as https://example.com/path',
  email: 'an e-mail address',
  datetime: 'a time such as 2026-01-31T09:30:00Z',
};

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'expected text, not nothing'
        : `expected at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_format':
      return isOurs(issue.message) ? issue.message : `expected ${formats[issue.format] ?? 'another form'}`;
    case 'custom':
      return issue.message;
    default:
      return 'expected another form';
  }
}

/** zod's own words begin with "Invalid"; ours say what was expected. */
const isOurs = (message: string): boolean => !message.startsWith('Invalid');

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' entries' : '';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
