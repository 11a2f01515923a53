import { findCustomerByExternalId } from '#server/customers/customer.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { AppError } from '#server/errors.ts';
import { type EmbedTokenClaims, signEmbedToken } from './sign-embed-token.ts';

/** Checks what can be checked now, so that the mistake shows in the vendor's backend and not in its customer's browser; then signs. */
export async function createEmbedSession(
  tx: TenantTx,
  claims: EmbedTokenClaims,
  now: Date = new Date(),
): Promise<{ token: string; expiresAt: Date }> {
  if (claims.customerName === undefined && !(await findCustomerByExternalId(tx, claims.customer))) {
    throw new AppError('not_found', `There is no customer with the external id ${claims.customer} here.`, {
      field: 'customer',
      remedy: 'Send customerName too, and the customer is created; or create it first with POST /customers.',
    });
  }
  if (claims.origin !== undefined && !(await getEnvironment(tx)).allowed_origins.includes(claims.origin)) {
    throw new AppError('origin_not_allowed', `${claims.origin} is not one of this environment’s origins.`, {
      field: 'origin',
      remedy: 'Add it in the console, under Settings, exactly as the browser sends it.',
    });
  }
  return signEmbedToken(tx, claims, now);
}
