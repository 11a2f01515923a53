import { controlDb } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import { type EnvironmentId, type Id, isId } from '#server/ids.ts';
import { findLiveSession } from '#server/members/member-session.queries.ts';
import type { MemberActor } from '#server/trpc/actor.ts';
import { sessionIdOf } from './session-cookie.ts';

/** The member whose browser sent this request, in the environment that its console shows; null where nobody is signed in. */
export async function memberActor(headers: Headers): Promise<MemberActor | null> {
  const sessionId = await sessionIdOf(headers);
  if (!sessionId) return null;
  const session = await findLiveSession(controlDb(), sessionId);
  if (!session) {
    throw new AppError('session_expired', 'Your session has ended.', { remedy: 'Sign in again.' });
  }
  const chosen = headers.get('x-portico-environment');
  return {
    kind: 'member',
    memberId: session.memberId,
    memberSessionId: session.sessionId,
    vendorId: session.vendorId,
    role: session.role,
    environmentId: chosen === null ? null : await ownEnvironment(session.vendorId, chosen),
  };
}

/** The id comes from the browser: it counts only if it names an environment of the member's own vendor. */
async function ownEnvironment(vendorId: Id<'vendor'>, id: string): Promise<EnvironmentId> {
  if (!isId('environment', id)) throw notFound('environment', id.slice(0, 40));
  const row = await controlDb()
    .selectFrom('environment')
    .select('id')
    .where('id', '=', id)
    .where('vendor_id', '=', vendorId)
    .executeTakeFirst();
  if (!row) throw notFound('environment', id);
  return row.id;
}
