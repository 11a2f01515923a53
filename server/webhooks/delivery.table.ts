import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface DeliveryTable {
  environment_id: Id<'environment'>;
  id: Id<'delivery'>;
  endpoint_id: Id<'endpoint'>;
  message_id: Id<'message'>;
  type: string;
  payload: string;
  status: 'pending' | 'delivered' | 'failed';
  attempts: Generated<number>;
  next_attempt_at: Date | null;
  created_at: Generated<Date>;
  delivered_at: Date | null;
  /** What it is about, where later messages about the same may join it while it waits. */
  subject: string | null;
  replay_of: Id<'delivery'> | null;
}

export type DeliveryRow = Selectable<DeliveryTable>;
