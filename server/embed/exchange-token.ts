import type { Clock } from '#server/clock.ts';
import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { ensureEndUser } from '#server/customers/ensure-end-user.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { ownOrigin } from '#server/env.ts';
import { isAllowedOrigin } from '#server/environments/allowed-origin.ts';
import { AppError } from '#server/errors.ts';
import type { EndUserId } from '#server/ids.ts';
import { sha256 } from '#server/secrets.ts';
import type { PlaygroundClaim } from './embed-claims.ts';
import { burnTokenId } from './embed-key.queries.ts';
import { openSession } from './open-session.ts';
import { verifyEmbedToken } from './verify-embed-token.ts';

export interface NewSession {
  /** Shown once, to the SDK, which keeps it in memory. */
  session: string;
  expiresAt: Date;
  tenant: Required<Tenant>;
  endUserId: EndUserId;
  locale: string;
  playground: PlaygroundClaim | null;
}

/** Exchanges an embed token, once, for an opaque session. Creates the customer and the end user that it names. */
export async function exchangeToken(token: string, origin: string | null, clock: Clock): Promise<NewSession> {
  const { environmentId, claims } = await verifyEmbedToken(token, clock);
  if (claims.playground) requireOurs(origin);
  else await requireOrigin(environmentId, origin, claims.origin);
  const now = clock.now();
  return withTenant({ environmentId }, async (tx) => {
    const fresh = await burnTokenId(tx, sha256(claims.jti), new Date(claims.exp * 1000 + 120_000), now);
    if (!fresh) {
      throw new AppError('unauthenticated', 'The embed token was used before.', {
        field: 'token',
        remedy: 'Each token works once: let getToken fetch a new one from your backend every time.',
      });
    }
    const customer = await ensureCustomer(tx, {
      externalId: claims.customer,
      name: claims.customer_name,
      plan: claims.plan,
      metadata: claims.metadata,
    });
    if (!customer) {
      throw new AppError('not_found', `There is no customer “${claims.customer}” here.`, {
        field: 'customer',
        remedy:
          'Send customer_name in the token too, and the customer is created; or create it by POST /api/v1/customers.',
      });
    }
    const endUser = await ensureEndUser(tx, {
      customerId: customer.id,
      externalId: claims.sub,
      name: claims.name,
      email: claims.email,
      role: claims.role,
      locale: claims.locale,
    });
    const opened = await openSession(tx, {
      customerId: customer.id,
      endUserId: endUser.id,
      origin,
      locale: claims.locale,
      role: claims.role,
      claims: {
        plan: claims.plan,
        metadata: claims.metadata,
        limits: claims.limits,
        playground: claims.playground,
      },
      now,
    });
    return {
      ...opened,
      tenant: { environmentId, customerId: customer.id },
      endUserId: endUser.id,
      locale: claims.locale,
      playground: claims.playground ?? null,
    };
  });
}

/** The console shows the tab on a page of our own, and nowhere else. */
function requireOurs(origin: string | null): void {
  if (origin === ownOrigin()) return;
  throw new AppError('origin_not_allowed', 'A token of the playground works in the console only.', {
    remedy: 'Open the playground in the console.',
  });
}

/** A browser says where it is; a server (a test, a native app) sends no origin, and the token may still name the one that it is meant for. */
async function requireOrigin(
  environmentId: Required<Tenant>['environmentId'],
  origin: string | null,
  claimed: string | undefined,
): Promise<void> {
  const allowed = origin === null ? claimed === undefined : await isAllowedOrigin(environmentId, origin);
  if (allowed && (claimed === undefined || claimed === origin)) return;
  throw new AppError(
    'origin_not_allowed',
    `This page (${origin ?? 'no origin'}) may not use the environment of the token.`,
    {
      remedy: 'Add its exact origin, such as https://app.example.com, in the console under Settings.',
    },
  );
}
