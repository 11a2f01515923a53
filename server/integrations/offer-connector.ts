import type { ModelName } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { createIntegration } from './create-integration.ts';
import type { IntegrationRow } from './integration.table.ts';
import { planSync } from './plan-sync.ts';

interface Offer {
  connector: string;
  name: string;
  slug: string;
  description: string;
  objects: string[];
  /** Models that apps share. */
  models: ModelName[];
  status: 'draft' | 'published' | 'coming_soon';
  by: string;
}

const schedule = { kind: 'every' as const, seconds: 900 };

/** Makes an integration of a connector: what is copied is told in the connector's own words until the vendor finds better ones. */
export async function offerConnector(tx: TenantTx, { objects, models, ...offer }: Offer): Promise<IntegrationRow> {
  const { connector } = await getConnector(tx, offer.connector);
  const taken = await tx
    .selectFrom('integration')
    .select('name')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('slug', '=', offer.slug)
    .executeTakeFirst();
  if (taken) {
    throw new AppError('conflict', `The slug ${offer.slug} is that of ${taken.name}.`, {
      field: 'slug',
      remedy: 'Choose another one.',
    });
  }
  const twice = models.find((model) => objects.some((object) => object.toLowerCase() === model));
  if (twice) {
    throw new AppError(
      'invalid',
      `Both the object ${twice} and the model ${twice} would be called ${twice} in the feed.`,
      {
        field: 'models',
        remedy: 'Take one of the two.',
      },
    );
  }
  const copied = objects.map((object) => ({
    object,
    model: object.toLowerCase(),
    label: connector.objects[object]?.label ?? object,
    mode: connector.objects[object]?.incremental ? ('incremental' as const) : ('full' as const),
    schedule,
  }));
  const shared = models.map((unified) => ({ unified, schedule }));
  const labels = [...shared, ...copied].map((sync) => planSync(sync, offer.connector, connector).label);
  const does = labels.map((label) => ({ direction: 'in' as const, sentence: `Copies your ${label}` }));
  return createIntegration(tx, {
    ...offer,
    description: offer.description || connector.description,
    category: connector.category,
    definition: { syncs: [...shared, ...copied], does },
  });
}
