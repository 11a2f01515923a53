import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface EndUserTable {
  environment_id: Id<'environment'>;
  id: Id<'endUser'>;
  customer_id: Id<'customer'>;
  external_id: string;
  name: string | null;
  email: string | null;
  role: 'admin' | 'member' | 'viewer';
  locale: string | null;
  /** Whether e-mails that ask for something may be sent. */
  nudges: Generated<boolean>;
  created_at: Generated<Date>;
  last_seen_at: Generated<Date>;
}

export type EndUserRow = Selectable<EndUserTable>;
