import { sql } from 'kysely';
import type { ControlDb } from '#server/db/tenant.ts';
import { type Id, newId } from '#server/ids.ts';

type MemberSessionId = Id<'memberSession'>;

export async function createMemberSession(
  db: ControlDb,
  memberId: Id<'member'>,
  expiresAt: Date,
): Promise<MemberSessionId> {
  const id = newId('memberSession');
  await db.insertInto('member_session').values({ id, member_id: memberId, expires_at: expiresAt }).execute();
  return id;
}

/** The member whose session this is, unless it has ended: asked for on every request, so that ending a session takes effect at once. */
export function findLiveSession(db: ControlDb, id: MemberSessionId) {
  return db
    .selectFrom('member_session')
    .innerJoin('member', 'member.id', 'member_session.member_id')
    .select(['member_session.id as sessionId', 'member.id as memberId', 'member.vendor_id as vendorId', 'member.role'])
    .where('member_session.id', '=', id)
    .where('member_session.revoked_at', 'is', null)
    .where('member_session.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

export async function revokeMemberSession(db: ControlDb, id: MemberSessionId): Promise<void> {
  await db
    .updateTable('member_session')
    .set({ revoked_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}
