import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { PlaygroundClaim } from '#server/embed/embed-claims.ts';
import { ownEmbedKey } from './own-embed-key.ts';

/** Seconds from `iat` to `exp`: the most that an embed token may have. */
const lifeSeconds = 600;

export interface EmbedTokenClaims {
  /** The customer's external id. */
  customer: string;
  customerName?: string | undefined;
  user: {
    id: string;
    name?: string | undefined;
    email?: string | undefined;
    role?: 'admin' | 'member' | 'viewer' | undefined;
  };
  locale?: string | undefined;
  origin?: string | undefined;
  /** Of a member who looks at the tab in the console. */
  playground?: PlaygroundClaim | undefined;
}

/** Signs the embed token of rule 1 with the environment's own key, for a vendor who has no signer. */
export async function signEmbedToken(
  tx: TenantTx,
  claims: EmbedTokenClaims,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const { kid, privateKey } = await ownEmbedKey(tx);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const { user } = claims;
  const payload = {
    customer: claims.customer,
    ...(claims.customerName && { customer_name: claims.customerName }),
    ...(user.name && { name: user.name }),
    ...(user.email && { email: user.email }),
    ...(user.role && { role: user.role }),
    ...(claims.locale && { locale: claims.locale }),
    ...(claims.origin && { origin: claims.origin }),
    ...(claims.playground && { playground: claims.playground }),
  };
  const token = await new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid })
    .setIssuer('portico')
    .setAudience(`portico:${tx.tenant.environmentId}`)
    .setSubject(user.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifeSeconds)
    .setJti(randomUUID())
    .sign(privateKey);
  return { token, expiresAt: secondsAfter(new Date(issuedAt * 1000), lifeSeconds) };
}
