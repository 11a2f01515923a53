import { z } from 'zod';
import { parseJson } from '#server/trpc/page.ts';

const record = z.record(z.string(), z.unknown());

/** What a reader is given of a record; null once it is deleted. `fields` narrows it to the ones that are asked for. */
export function dataOf(
  row: { action: string; data: string },
  fields?: readonly string[],
): Record<string, unknown> | null {
  if (row.action === 'deleted') return null;
  const data = record.parse(parseJson(row.data));
  if (!fields) return data;
  return Object.fromEntries(fields.filter((field) => Object.hasOwn(data, field)).map((field) => [field, data[field]]));
}
