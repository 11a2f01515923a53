import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** One thing that an app told, kept for fourteen days. */
export interface InboundEventTable {
  environment_id: Id<'environment'>;
  id: Id<'inboundEvent'>;
  /** The app's own id of it, or else its hash, of one address: a second delivery has the same. */
  dedupe: string;
  connector: string;
  subscription_id: Id<'hookSubscription'> | null;
  /** Null until it is known, and where no connection is of this account. */
  connection_id: Id<'connection'> | null;
  customer_id: Id<'customer'> | null;
  event_id: string | null;
  type: string;
  account: string | null;
  object: string | null;
  external_id: string | null;
  happened_at: Date | null;
  /** JSON, as the connector read it. */
  data: string | null;
  status: Generated<'received' | 'done' | 'dropped' | 'failed'>;
  /** Why it was dropped or could not be read. */
  reason: string | null;
  received_at: Generated<Date>;
}

export type InboundEventRow = Selectable<InboundEventTable>;
