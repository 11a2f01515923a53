import { hashPassword, minPasswordLength } from '#server/auth/password.ts';
import type { ControlDb } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type Id, newId } from '#server/ids.ts';
import { findMemberByEmail } from './member.queries.ts';
import type { MemberRow } from './member.table.ts';

interface CreateMember {
  vendorId: Id<'vendor'>;
  name: string;
  email: string;
  password: string;
  role: MemberRow['role'];
}

export async function createMember(
  db: ControlDb,
  { vendorId, name, email, password, role }: CreateMember,
): Promise<Id<'member'>> {
  if (password.length < minPasswordLength) {
    throw new AppError('invalid', `This password has fewer than ${minPasswordLength} characters.`, {
      field: 'password',
      remedy: 'Choose a longer one; a few words are fine.',
    });
  }
  if (await findMemberByEmail(db, email)) {
    throw new AppError('conflict', `There is a member with the address ${email} already.`, {
      field: 'email',
      remedy: 'Sign in, or use another address.',
    });
  }
  const id = newId('member');
  await db
    .insertInto('member')
    .values({ id, vendor_id: vendorId, name, email, password_hash: await hashPassword(password), role })
    .execute();
  return id;
}
