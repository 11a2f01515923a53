import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** Written once and never changed. */
export interface MappingTable {
  environment_id: Id<'environment'>;
  sync_id: Id<'sync'>;
  version: number;
  customer_id: Id<'customer'>;
  document: ColumnType<unknown, string, never>;
  /** The way back: what makes the app's row of a record of the model; null where there is none. */
  write: ColumnType<unknown, string | null | undefined, never>;
  /** The model that it was made for, as a JSON Schema; null where none was told. */
  target: ColumnType<unknown, string | null, never>;
  created_at: Generated<Date>;
  created_by: string;
}

export type MappingRow = Selectable<MappingTable>;
