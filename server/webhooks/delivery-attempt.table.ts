import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface DeliveryAttemptTable {
  environment_id: Id<'environment'>;
  delivery_id: Id<'delivery'>;
  number: number;
  at: Generated<Date>;
  duration_ms: number;
  status: number | null;
  error: string | null;
  response: string | null;
}
