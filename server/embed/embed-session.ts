import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import { type TenantTx, withTenant, withToken } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { CustomerId, EndUserId, EnvironmentId } from '#server/ids.ts';
import { sha256 } from '#server/secrets.ts';

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
}

const claimsSchema = z.object({ plan: z.string().optional() }).catch({});

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
  return {
    environmentId: row.environment_id,
    customerId: row.customer_id,
    endUserId: row.end_user_id,
    origin: row.origin,
    locale: row.locale,
    role: row.role as EmbedSession['role'],
    plan: claimsSchema.parse(row.claims).plan ?? null,
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
