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

/** In the app's row; with a sync's id, in its model. */
export function lastWritten(link: Noted, syncId: LinkRow['sync_id'] = null): LastWritten {
  const entries = Object.entries(writtenSchema.parse(JSON.parse(noted(link, syncId))));
  return {
    values: new Map(entries.map(([field, [value]]) => [field, value])),
    last: new Map(
      entries.filter(([, pair]) => pair.length > 1).map(([field, [value, before]]) => [field, { value, before }]),
    ),
  };
}

type Noted = Pick<LinkRow, 'written' | 'model_written' | 'sync_id'>;

function noted(link: Noted, syncId: LinkRow['sync_id']): string {
  if (syncId === null) return link.written;
  return link.sync_id === syncId ? link.model_written : '{}';
}

/** For the link, after a write of these fields. */
export function noteWrite(
  link: Noted | undefined,
  sent: Leaves,
  before: Leaves,
  syncId: LinkRow['sync_id'] = null,
): string {
  const known = link === undefined ? new Map<string, unknown>() : lastWritten(link, syncId).values;
  const noted = new Map<string, unknown[]>([...known].map(([field, value]) => [field, [value]]));
  for (const [field, value] of sent) noted.set(field, [value, before.get(field) ?? null]);
  return JSON.stringify(Object.fromEntries(noted));
}
