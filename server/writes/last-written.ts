import { z } from 'zod';
import type { Leaves } from './leaves.ts';
import type { LinkRow } from './link.table.ts';

// A field's value; of the last write, also the one that it replaced.
const writtenSchema = z.record(z.string(), z.tuple([z.unknown()]).rest(z.unknown()));

interface LastWritten {
  /** All that was ever written of the record. */
  values: Leaves;
  /** What the last write changed, and what was there before. */
  last: Map<string, { value: unknown; before: unknown }>;
}

export function lastWritten({ written }: Pick<LinkRow, 'written'>): LastWritten {
  const entries = Object.entries(writtenSchema.parse(JSON.parse(written)));
  return {
    values: new Map(entries.map(([field, [value]]) => [field, value])),
    last: new Map(
      entries.filter(([, pair]) => pair.length > 1).map(([field, [value, before]]) => [field, { value, before }]),
    ),
  };
}

/** For the link, after a write of these fields. */
export function noteWrite(link: Pick<LinkRow, 'written'> | undefined, sent: Leaves, before: Leaves): string {
  const known = link === undefined ? new Map<string, unknown>() : lastWritten(link).values;
  const noted = new Map<string, unknown[]>([...known].map(([field, value]) => [field, [value]]));
  for (const [field, value] of sent) noted.set(field, [value, before.get(field) ?? null]);
  return JSON.stringify(Object.fromEntries(noted));
}
