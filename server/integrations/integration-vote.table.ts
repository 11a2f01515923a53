import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

/** A customer that wants what is coming soon. One has one voice. */
export interface IntegrationVoteTable {
  environment_id: Id<'environment'>;
  integration_id: Id<'integration'>;
  customer_id: Id<'customer'>;
  end_user_id: Id<'endUser'> | null;
  note: string | null;
  at: Generated<Date>;
}
