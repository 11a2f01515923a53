import type { z } from 'zod';
import { getCustomer } from '#server/customers/customer.queries.ts';
import { getEndUser } from '#server/customers/get-end-user.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { vendorName } from '#server/environments/vendor-name.ts';
import type { CustomerId, EndUserId } from '#server/ids.ts';
import { listCatalogue } from './catalogue.ts';
import type { sessionAnswer } from './embed-schemas.ts';

interface Opened {
  session: string;
  expiresAt: Date;
  customerId: CustomerId;
  endUserId: EndUserId;
  locale: string;
  /** The one integration that it is about; all that are offered without it. */
  only?: string | undefined;
  /** The plan that the playground asks for. */
  plan?: string | undefined;
}

/** What the SDK gets with a session: who is there, and the catalogue, so that one request is enough for the first card. */
export async function sessionAnswerOf(tx: TenantTx, opened: Opened): Promise<z.infer<typeof sessionAnswer>> {
  const { session, expiresAt, customerId, endUserId, locale, only, plan } = opened;
  const customer = await getCustomer(tx, customerId);
  const endUser = await getEndUser(tx, endUserId);
  const catalogue = await listCatalogue(tx, locale, plan);
  return {
    session,
    expiresAt: expiresAt.toISOString(),
    vendor: { name: await vendorName(tx) },
    customer: { id: customer.id, name: customer.name },
    endUser: { id: endUser.id, name: endUser.name, role: endUser.role },
    locale,
    catalogue: only === undefined ? catalogue : catalogue.filter(({ slug }) => slug === only),
  };
}
