import type { Database } from '#server/db/database.ts';

/** A column that holds what is in customers' records, or quotes it. */
export interface PayloadColumn {
  table: keyof Database & string;
  column: string;
  /** `json`: the sealed text is a JSON text. */
  kept: 'text' | 'json';
  /** The columns that its rows are gone through by, beside `environment_id`. */
  keys: readonly string[];
  /** The columns that name the place of a value: they never change. */
  place: readonly string[];
}

const writeItem = { table: 'write_item', keys: ['id'], place: ['batch_id', 'position'] } as const;
const linkKeys = ['connection_id', 'object', 'vendor_id'] as const;
const failure = { table: 'failure', keys: ['id'], place: ['sync_id', 'external_id'] } as const;

/** Beside the record store itself: sealed where an environment's records are. SECURITY.md lists them, and what is not sealed. */
export const payloadColumns: readonly PayloadColumn[] = [
  { ...writeItem, column: 'data', kept: 'text' },
  { ...writeItem, column: 'sent', kept: 'text' },
  { ...writeItem, column: 'sent_model', kept: 'text' },
  { ...writeItem, column: 'conflicts', kept: 'json' },
  { ...writeItem, column: 'error', kept: 'json' },
  { table: 'link', keys: linkKeys, place: linkKeys, column: 'written', kept: 'text' },
  { table: 'link', keys: linkKeys, place: linkKeys, column: 'model_written', kept: 'text' },
  { ...failure, column: 'input', kept: 'text' },
  { ...failure, column: 'message', kept: 'text' },
  { table: 'inbound_event', keys: ['id'], place: ['id'], column: 'data', kept: 'text' },
];

export const payloadsOf = (table: string): readonly PayloadColumn[] =>
  payloadColumns.filter((column) => column.table === table);
