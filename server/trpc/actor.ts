import type { EnvironmentId, Id } from '#server/ids.ts';
import type { MemberRow } from '#server/members/member.table.ts';

export type MemberRole = MemberRow['role'];

/** Somebody who signed in to the console. `environmentId` is the one that the console shows, already found to be the vendor's. */
export interface MemberActor {
  kind: 'member';
  memberId: Id<'member'>;
  memberSessionId: Id<'memberSession'>;
  vendorId: Id<'vendor'>;
  role: MemberRole;
  environmentId: EnvironmentId | null;
}

/** The vendor's backend. */
export interface ApiKeyActor {
  kind: 'api_key';
  apiKeyId: Id<'apiKey'>;
  environmentId: EnvironmentId;
}

export type Actor = MemberActor | ApiKeyActor;

/** How an actor is named in what happened: its id. */
export const actorName = (actor: Actor): string => (actor.kind === 'member' ? actor.memberId : actor.apiKeyId);
