import type { SchemaObject } from '../openapi/description.ts';
import { textOfPattern } from './text-of-pattern.ts';

const byFormat: Record<string, string> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'mara@acme.example',
  uri: 'https://acme.example/page',
  url: 'https://acme.example/page',
  uuid: '6f1f6c5e-0d53-4b8a-9d3e-2f6f0b8f4c11',
  hostname: 'acme.example',
  ipv4: '192.0.2.10',
  ipv6: '2001:db8::10',
  byte: 'dGV4dA==',
  int64: '1',
  int32: '1',
  uint64: '1',
  uint32: '1',
};

/** A text for a schema: by its format or pattern, as long as it must be. */
export function textFor({ format, pattern, minLength, maxLength }: SchemaObject): string {
  if (typeof pattern === 'string') {
    const made = textOfPattern(pattern, typeof minLength === 'number' ? minLength : 0);
    if (made !== undefined) return made;
  }
  const known = typeof format === 'string' ? byFormat[format] : undefined;
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : 1_000_000;
  const text = known ?? 'text';
  return text.length >= least && text.length <= most
    ? text
    : 'text'.repeat(Math.ceil(Math.max(least, 1) / 4)).slice(0, Math.max(least, Math.min(most, 4)));
}
