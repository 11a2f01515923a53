import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** The ledger: one version of one record of the vendor, on its way to the app. */
export interface WriteItemTable {
  environment_id: Id<'environment'>;
  /** In the order of arrival: of two of one record, the higher one is the newer one. */
  id: GeneratedAlways<number>;
  batch_id: Id<'write'>;
  position: number;
  customer_id: Id<'customer'>;
  connection_id: Id<'connection'>;
  object: string;
  vendor_id: string;
  /** The app's, once it is known. */
  key: string | null;
  version: number | null;
  /** A hash of `data`: two items of one record that say the same have the same. */
  content: string;
  changed_at: Date | null;
  /** As the vendor sent it; null once it is too old to be kept. */
  data: string | null;
  state: 'queued' | 'writing' | 'written' | 'failed' | 'uncertain' | 'conflict' | 'superseded' | 'cancelled';
  urgent: Generated<boolean>;
  /** The app refused it together with others: it is sent by itself. */
  alone: Generated<boolean>;
  tries: Generated<number>;
  wake_at: Date | null;
  /** Names the call that it is in, and is the call's idempotency key: written before the call. */
  intent: string | null;
  intent_at: Date | null;
  /** What the call says of it. */
  sent: string | null;
  /** The same in the vendor's model, where it is written through one. */
  sent_model: string | null;
  action: 'created' | 'updated' | 'unchanged' | null;
  /** See `Difference`. */
  conflicts: ColumnType<unknown, string | undefined, string>;
  error: ColumnType<unknown, string | null | undefined, string | null>;
  ended_at: Date | null;
}

export type WriteItemRow = Selectable<WriteItemTable>;
