import { findConnector } from '#server/catalog/get-connector.ts';
import { reviewOf } from '#server/connects/review.ts';
import { getCustomer } from '#server/customers/customer.queries.ts';
import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { cardOf } from '#server/embed/catalogue.ts';
import { pageOf } from '#server/embed/integration-detail.ts';
import { vendorName } from '#server/environments/vendor-name.ts';
import { AppError } from '#server/errors.ts';
import { isId, newId } from '#server/ids.ts';
import { offerOf } from './definition.ts';
import { readDefinition } from './definition-problems.ts';
import type { Rated } from './entitlement.ts';
import type { IntegrationRow } from './integration.table.ts';
import { wordsOf } from './words.ts';

interface Preview {
  /** An id of ours or the vendor's; nobody in particular where it isn't told. */
  customer?: string | undefined;
  locale: string;
  /** Instead of what is known of the customer. */
  plan?: string | undefined;
  metadata?: Record<string, unknown> | undefined;
}

/** The card, the page and the end of the wizard of a draft as one customer would see them; nothing is connected or kept. */
export async function previewIntegration(tx: TenantTx, integration: IntegrationRow, preview: Preview) {
  const loaded = await findConnector(tx, integration.connector);
  const reading = loaded ? readDefinition(integration.draft, loaded) : { problems: [] };
  const definition = 'definition' in reading ? reading.definition : undefined;
  if (!definition) {
    const [first] = reading.problems;
    throw new AppError('invalid', `The draft can't be shown yet. ${first?.message ?? ''}`, {
      field: first?.field ?? 'definition',
      remedy: first?.remedy ?? 'Correct it.',
    });
  }
  const { locale } = preview;
  const customer = await customerOf(tx, preview);
  const offered = { integration, definition, installation: null, connection: null, requested: false };
  const status = integration.status === 'coming_soon' ? integration.status : ('published' as const);
  const shown = { ...offered, integration: { ...integration, status } };
  const app = loaded?.connector.name ?? integration.name;
  const card = cardOf(shown, { customer, locale }, app, []);
  const words = wordsOf(integration, definition, locale);
  const vendor = await vendorName(tx);
  const syncs = definition.syncs
    .filter((sync) => offerOf(sync) !== 'optional')
    .map((sync) => ({ ...sync, label: words.syncLabel(sync) }));
  return {
    vendor,
    customer: customer.name,
    review: reviewOf({ app, vendor, syncs }),
    integration: { ...card, ...(await pageOf(tx, integration, definition, locale)), installation: null },
    problems: reading.problems,
  };
}

async function customerOf(tx: TenantTx, { customer, plan, metadata }: Preview): Promise<Rated> {
  const known: Rated =
    customer === undefined
      ? { id: newId('customer'), external_id: '', name: '', plan: null, metadata: {} }
      : await getCustomer(tx, isId('customer', customer) ? customer : await resolveCustomer(tx, customer));
  return {
    ...{ id: known.id, external_id: known.external_id, name: known.name },
    plan: plan ?? known.plan,
    metadata: metadata ?? known.metadata,
  };
}
