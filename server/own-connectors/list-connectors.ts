import { z } from 'zod';
import { categories } from '#connectors/kit/categories.ts';
import { registry } from '#connectors/registry.ts';
import { iconUrl } from '#server/catalog/icon-url.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { foreignCursor } from '#server/trpc/page.ts';
import { listOwnConnectors } from './own-connector.queries.ts';
import type { OwnConnectorRow } from './own-connector.table.ts';

export const kinds = ['folder', 'catalogue', 'own'] as const;

export const connectorSchema = z
  .object({
    slug: z.string().meta({ example: 'own-acme-crm' }),
    name: z.string(),
    category: z.string(),
    description: z.string(),
    kind: z.enum(kinds).meta({
      description:
        '`folder`: with objects and actions of ours. `catalogue`: connection, check and proxy. `own`: of this environment.',
    }),
    iconUrl: z.string(),
    takesRecords: z.boolean().meta({ description: 'Whether a destination can be made of it.' }),
    published: z.number().int().nullable().meta({ description: 'Of an own one: the version that is used.' }),
  })
  .meta({ id: 'Connector' });

export type ListedConnector = z.output<typeof connectorSchema>;

interface ListRequest {
  search?: string | undefined;
  category?: string | undefined;
  kind?: ListedConnector['kind'] | undefined;
  can?: 'take_records' | undefined;
  cursor?: string | undefined;
  limit: number;
}

const cardSchema = z.looseObject({
  name: z.string().catch(''),
  category: z.enum(categories).catch('Other'),
  description: z.string().catch(''),
});

/** An own connector as a list shows it, finished or not. */
export function showOwn({ slug, draft, published, environment_id }: OwnConnectorRow): ListedConnector {
  const { name, category, description } = cardSchema.parse(typeof draft === 'object' && draft !== null ? draft : {});
  const icon = iconUrl({ connector: slug, environment_id });
  return {
    slug,
    name: name || slug,
    category,
    description,
    kind: 'own',
    iconUrl: icon,
    takesRecords: false,
    published,
  };
}

/** Every connector that an environment can use, by name, with how many there are in each category of what was searched for. */
export async function listAllConnectors(
  tx: TenantTx,
  { search = '', category, kind, can, cursor, limit }: ListRequest,
) {
  const { environmentId: environment_id } = tx.tenant;
  const everybody = (await registry()).listed().map(
    (listed): ListedConnector => ({
      ...listed,
      iconUrl: iconUrl({ connector: listed.slug, environment_id }),
      published: null,
    }),
  );
  const own = (await listOwnConnectors(tx)).map(showOwn);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...own, ...everybody]
    .filter((one) => kind === undefined || one.kind === kind)
    .filter((one) => can === undefined || one.takesRecords)
    .filter(({ name, slug, description }) => {
      const text = `${name} ${slug} ${description}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  const counts = Map.groupBy(found, (one) => one.category);
  const sorted = found
    .filter((one) => category === undefined || one.category === category)
    .sort((one, other) => rank(one, search) - rank(other, search) || one.name.localeCompare(other.name, 'en'));
  const start = cursor === undefined ? 0 : sorted.findIndex(({ slug }) => slug === cursor) + 1;
  if (cursor !== undefined && start === 0) throw foreignCursor();
  const items = sorted.slice(start, start + limit);
  return {
    items,
    nextCursor: start + limit < sorted.length ? (items.at(-1)?.slug ?? null) : null,
    total: sorted.length,
    categories: [...counts]
      .map(([name, list]) => ({ name, count: list.length }))
      .sort((one, other) => one.name.localeCompare(other.name, 'en')),
  };
}

/** Own ones first; then what begins with what was typed. */
function rank({ kind, name }: ListedConnector, search: string): number {
  if (search !== '') return name.toLowerCase().startsWith(search.toLowerCase()) ? 0 : 1;
  return kind === 'own' ? 0 : 1;
}
