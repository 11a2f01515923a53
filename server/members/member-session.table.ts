import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface MemberSessionTable {
  id: Id<'memberSession'>;
  member_id: Id<'member'>;
  created_at: Generated<Date>;
  expires_at: Date;
  revoked_at: Date | null;
}
