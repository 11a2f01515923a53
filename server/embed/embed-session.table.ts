import type { ColumnType, Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface EmbedSessionTable {
  environment_id: Id<'environment'>;
  id: Id<'embedSession'>;
  customer_id: Id<'customer'>;
  end_user_id: Id<'endUser'>;
  token_hash: Buffer;
  origin: string | null;
  locale: string;
  role: string;
  claims: ColumnType<unknown, string | undefined, string>;
  /** The link of the hosted page that it was opened by. */
  portal_link_id: Id<'portalLink'> | null;
  /** The one connect that it is for, and nothing else. */
  connect_id: Id<'connect'> | null;
  created_at: Generated<Date>;
  expires_at: Date;
}
