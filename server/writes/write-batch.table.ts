import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface WriteBatchTable {
  environment_id: Id<'environment'>;
  id: Id<'write'>;
  customer_id: Id<'customer'>;
  connection_id: Id<'connection'>;
  object: string;
  /** Its items are records of this sync's model; null: rows of the app. */
  sync_id: Id<'sync'> | null;
  model: string | null;
  mode: 'upsert' | 'create' | 'update';
  status: 'open' | 'finished';
  items: number;
  /** Whose word counts where a field was changed on both sides; see `FieldOwners`. */
  owners: ColumnType<unknown, string | undefined, string>;
  /** How far the vendor had read the change feed; null: it says that it knew all. */
  seen: ColumnType<unknown, string | null, string | null>;
  urgent: Generated<boolean>;
  created_at: Generated<Date>;
  finished_at: Date | null;
}

export type WriteBatchRow = Selectable<WriteBatchTable>;
