import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface MemberTable {
  id: Id<'member'>;
  vendor_id: Id<'vendor'>;
  email: string;
  name: string;
  password_hash: string;
  role: 'owner' | 'developer' | 'support' | 'viewer';
  created_at: Generated<Date>;
  last_sign_in_at: Date | null;
}

export type MemberRow = Selectable<MemberTable>;
