import { z } from 'zod';
import { time } from '#server/trpc/page.ts';
import { dataOf } from './data-of.ts';
import type { FeedChange } from './read-feed.ts';

export const actionSchema = z.enum(['added', 'updated', 'deleted']);
export const dataSchema = z.record(z.string(), z.unknown()).nullable();

/** A record as the vendor's backend reads it. */
export const changeSchema = z
  .object({
    id: z.string().meta({ description: 'The record’s key at the app: unique within its sync.', example: '1042' }),
    customerId: z.string(),
    customerExternalId: z.string().meta({ example: 'globex' }),
    syncId: z.string(),
    model: z.string().meta({ example: 'contact' }),
    action: actionSchema.meta({ description: 'The last thing that happened to it.' }),
    data: dataSchema.meta({ description: 'The record as it is now; null once it is deleted.' }),
    renamedTo: z.string().nullable().meta({
      description:
        'Of a record that is gone because the app has it under another key now, merged into another one or moved: that key.',
    }),
    changedAt: time,
  })
  .meta({ id: 'RecordChange' });

export const showChange = ({ row, stream }: FeedChange, fields?: readonly string[]): z.input<typeof changeSchema> => ({
  id: row.external_id,
  customerId: stream.customerId,
  customerExternalId: stream.customerExternalId,
  syncId: stream.syncId,
  model: stream.model,
  action: row.action,
  data: dataOf(row, fields),
  renamedTo: row.renamed_to ?? null,
  changedAt: row.changed_at.toISOString(),
});

/** The same as a line of JSON. What is stored is JSON already: where all of it is wanted, nobody reads it. */
export function writeChange(change: FeedChange, fields?: readonly string[]): string {
  const { row } = change;
  if (fields || row.action === 'deleted') return JSON.stringify(showChange(change, fields));
  const { data: _, ...rest } = showChange({ ...change, row: { ...row, data: '{}' } });
  return `${JSON.stringify(rest).slice(0, -1)},"data":${row.data}}`;
}
