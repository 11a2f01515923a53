import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** One object of one connection: whoever holds its lease is the only one who writes there. */
export interface WriteLaneTable {
  environment_id: Id<'environment'>;
  connection_id: Id<'connection'>;
  object: string;
  customer_id: Id<'customer'>;
  attempt: Generated<number>;
  lease_until: Date | null;
  /** Not before: the app wants to be left alone, or is not there. */
  wake_at: Date | null;
  /** How often in a row the app was not there for it. */
  retries: Generated<number>;
}

export type WriteLaneRow = Selectable<WriteLaneTable>;
