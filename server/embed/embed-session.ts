import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import { type TenantTx, withTenant, withToken } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { CustomerId, EndUserId, EnvironmentId, Id } from '#server/ids.ts';
import { sha256 } from '#server/secrets.ts';
import { type PlaygroundClaim, playgroundClaim } from './embed-claims.ts';

/** Who is asking: an end user of a customer, as the embed token said. */
export interface EmbedSession {
  environmentId: EnvironmentId;
  customerId: CustomerId;
  endUserId: EndUserId;
  origin: string | null;
  locale: string;
  role: 'admin' | 'member' | 'viewer';
  /** The plan that the token named, for the vendor's own counts. */
  plan: string | null;
  /** A member of the vendor who looks at the tab in the console: nothing of it is counted. */
  playground: PlaygroundClaim | null;
  /** The link of the hosted page that it was opened by. */
  portalLinkId: Id<'portalLink'> | null;
  /** The one connect that it is for: somebody was asked to do this, and nothing else. */
  onlyConnect: Id<'connect'> | null;
}

const claimsSchema = z.object({ plan: z.string().optional(), playground: playgroundClaim.optional() }).catch({});

/** Finds the session of a bearer token. It works only from the origin that it was made for. */
export async function findEmbedSession(token: string, origin: string | null, clock: Clock): Promise<EmbedSession> {
  const row = await withToken(sha256(token), (db) => db.selectFrom('embed_session').selectAll().executeTakeFirst());
  if (!row || row.expires_at <= clock.now()) {
    throw new AppError('session_expired', 'The session has ended.', {
      remedy: 'Exchange a new embed token; the SDK does so by itself.',
    });
  }
  if (row.origin !== origin) {
    throw new AppError('origin_not_allowed', 'This session was made for a page of another origin.', {
      remedy: 'Exchange an embed token on this page.',
    });
  }
  const claims = claimsSchema.parse(row.claims);
  return {
    environmentId: row.environment_id,
    customerId: row.customer_id,
    endUserId: row.end_user_id,
    origin: row.origin,
    locale: row.locale,
    role: row.role as EmbedSession['role'],
    plan: claims.plan ?? null,
    playground: claims.playground ?? null,
    portalLinkId: row.portal_link_id,
    onlyConnect: row.connect_id,
  };
}

/** Runs `fn` for this end user: it sees the customer's rows and no others. */
export function withEmbedSession<T>(session: EmbedSession, fn: (tx: TenantTx) => Promise<T>): Promise<T> {
  return withTenant({ environmentId: session.environmentId, customerId: session.customerId }, fn);
}

export function requireAdmin(session: EmbedSession): void {
  if (session.role === 'admin') return;
  throw new AppError('forbidden', 'Only an admin of your company can change integrations.', {
    remedy: 'Ask an admin to do it, or to give you the role.',
  });
}
