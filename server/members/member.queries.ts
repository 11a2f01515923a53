import { sql } from 'kysely';
import type { ControlDb } from '#server/db/tenant.ts';
import type { Id } from '#server/ids.ts';
import type { MemberRow } from './member.table.ts';

export function findMemberByEmail(db: ControlDb, email: string): Promise<MemberRow | undefined> {
  return db.selectFrom('member').selectAll().where(sql`lower(email)`, '=', email.toLowerCase()).executeTakeFirst();
}

export async function hasMember(db: ControlDb): Promise<boolean> {
  return (await db.selectFrom('member').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Lets one caller at a time make the first member. */
export async function lockFirstMember(db: ControlDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('first member', 0))`.execute(db);
}

export async function noteSignIn(db: ControlDb, id: Id<'member'>): Promise<void> {
  await db.updateTable('member').set({ last_sign_in_at: sql<Date>`now()` }).where('id', '=', id).execute();
}

/** A member with the vendor's name and its environments. */
export async function getMemberWithVendor(db: ControlDb, id: Id<'member'>) {
  const member = await db
    .selectFrom('member')
    .innerJoin('vendor', 'vendor.id', 'member.vendor_id')
    .select([
      'member.id',
      'member.name',
      'member.email',
      'member.role',
      'member.vendor_id',
      'vendor.name as vendor_name',
    ])
    .where('member.id', '=', id)
    .executeTakeFirstOrThrow();
  return member;
}
