import { secondsAfter } from '#server/clock.ts';
import { controlDb } from '#server/db/tenant.ts';
import type { Id } from '#server/ids.ts';
import { findMemberByEmail, noteSignIn } from '#server/members/member.queries.ts';
import { createMemberSession } from '#server/members/member-session.queries.ts';
import { verifyPassword } from './password.ts';
import { sessionSeconds } from './session-cookie.ts';
import { countSignIn, forgiveSignIns } from './sign-in-limit.ts';

interface SignIn {
  email: string;
  password: string;
  /** Where the attempt comes from. */
  address: string;
}

export interface SignedIn {
  memberId: Id<'member'>;
  sessionId: Id<'memberSession'>;
  name: string;
  email: string;
}

/** Opens a session for whoever knows the password; null where address or password is wrong, without saying which. */
export async function signIn({ email, password, address }: SignIn): Promise<SignedIn | null> {
  await countSignIn(email, address);
  const member = await findMemberByEmail(controlDb(), email);
  if (!(await verifyPassword(member?.password_hash, password)) || !member) return null;
  await forgiveSignIns(email);
  await noteSignIn(controlDb(), member.id);
  const sessionId = await createMemberSession(controlDb(), member.id, secondsAfter(new Date(), sessionSeconds));
  return { memberId: member.id, sessionId, name: member.name, email: member.email };
}
