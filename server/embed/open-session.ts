import { randomBytes } from 'node:crypto';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, EndUserId, Id } from '#server/ids.ts';
import { newId } from '#server/ids.ts';
import { sha256 } from '#server/secrets.ts';

const sessionSeconds = 15 * 60;

interface NewSession {
  customerId: CustomerId;
  endUserId: EndUserId;
  origin: string | null;
  locale: string;
  role: 'admin' | 'member' | 'viewer';
  claims?: object;
  /** The link of the hosted page that it is opened by. */
  portalLinkId?: Id<'portalLink'>;
  /** The one connect that it is for. */
  connectId?: Id<'connect'> | null;
  now: Date;
}

/** Opens a session of the SDK; the secret is said once. Those that have ended are forgotten with it. */
export async function openSession(tx: TenantTx, session: NewSession): Promise<{ session: string; expiresAt: Date }> {
  const { environmentId } = tx.tenant;
  const secret = `ps_${randomBytes(32).toString('base64url')}`;
  const expiresAt = secondsAfter(session.now, sessionSeconds);
  await tx
    .insertInto('embed_session')
    .values({
      environment_id: environmentId,
      id: newId('embedSession'),
      customer_id: session.customerId,
      end_user_id: session.endUserId,
      token_hash: sha256(secret),
      origin: session.origin,
      locale: session.locale,
      role: session.role,
      claims: JSON.stringify(session.claims ?? {}),
      portal_link_id: session.portalLinkId ?? null,
      connect_id: session.connectId ?? null,
      expires_at: expiresAt,
    })
    .execute();
  await tx
    .deleteFrom('embed_session')
    .where('environment_id', '=', environmentId)
    .where('expires_at', '<', session.now)
    .execute();
  return { session: secret, expiresAt };
}
