import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** What stays of a customer that was erased: that it was, and when. */
export interface ErasureTable {
  environment_id: Id<'environment'>;
  customer_id: Id<'customer'>;
  /** Whoever knows the vendor's own id can find the erasure by it; nobody can read the id from it. */
  external_id_hash: string;
  requested_by: string | null;
  requested_at: Generated<Date>;
  finished_at: Date | null;
  rows: ColumnType<unknown, string | null | undefined, string | null>;
}

export type ErasureRow = Selectable<ErasureTable>;
