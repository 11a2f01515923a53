import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

type Json = ColumnType<unknown, string, string>;

/** A database or a bucket of the vendor's own, to which changes are carried as they come. */
export interface DestinationTable {
  environment_id: Id<'environment'>;
  id: Id<'destination'>;
  name: string;
  connector: string;
  account_type: string | null;
  account_name: string;
  learnt: ColumnType<unknown, string | undefined, string>;
  credential: Buffer;
  settings: Json;
  /** Null: of all customers. */
  customer_id: Id<'customer'> | null;
  /** Null: all models. */
  model: string | null;
  status: 'active' | 'paused';
  error: ColumnType<unknown, string | null | undefined, string | null>;
  failures: Generated<number>;
  next_attempt_at: Date | null;
  delivered_at: Date | null;
  delivered: Generated<number>;
  lease: string | null;
  lease_until: Date | null;
  created_at: Generated<Date>;
}

export type DestinationRow = Selectable<DestinationTable>;

/** How far a destination has come in one stream. */
export interface DestinationStreamTable {
  environment_id: Id<'environment'>;
  destination_id: Id<'destination'>;
  stream: number;
  seq: Generated<number>;
  /** What was deleted up to here was never there for it. */
  until: number;
  /** Up to where the piece goes that is on its way: begun anew, it is the same piece. */
  goal: number | null;
}
