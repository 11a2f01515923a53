import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface EmbedEventTable {
  environment_id: Id<'environment'>;
  id: Generated<string>;
  customer_id: Id<'customer'>;
  end_user_id: Id<'endUser'>;
  integration_id: Id<'integration'> | null;
  name: string;
  detail: string | null;
  /** The plan that the embed token named. */
  plan: string | null;
  at: Date;
}
