import { z } from 'zod';
import { type ConnectorObject, defineObject, type ObjectField, pullPages, type Upsert } from '../../kit/index.ts';
import { ask, path } from '../ask.ts';

interface ShopifyObject<Row extends z.ZodType> {
  label: string;
  row: Row;
  /** Of the query root: `orders`, `customers`. */
  connection: string;
  /** The type of one of them: `Order`. */
  type: string;
  /** What is asked of each. */
  fields: string;
  size: number;
  /** Shopify's name of who may have fields of their own, where this object may. */
  owner?: string;
  scopes: string[];
  /** Whether the list can be narrowed to what changed. */
  incremental: boolean;
  /** Whether it takes `sortKey: ID`. */
  sorted?: boolean;
  upsert?: Upsert;
}

const found = z.object({ node: z.unknown() });
const definitions = z.object({
  metafieldDefinitions: z.object({
    nodes: z.array(
      z.object({ namespace: z.string(), key: z.string(), name: z.string(), type: z.object({ name: z.string() }) }),
    ),
  }),
});

/**
 * A list of the Admin API, in the order of the ids: a change moves nothing. What begins to count as changed behind the page
 * at hand is newer than the pass, and read by the next one. Shopify tells deletions by webhook alone.
 */
export function shopifyObject<Row extends z.ZodType<{ id: string }>>(object: ShopifyObject<Row>): ConnectorObject {
  const { connection, fields, type, owner } = object;
  const sort = object.sorted === false ? '' : ', sortKey: ID';
  const narrow = object.incremental
    ? { declared: ', $query: String', given: ', query: $query' }
    : { declared: '', given: '' };
  const list = `query ($first: Int!, $after: String${narrow.declared}) {
  ${connection}(first: $first, after: $after${sort}${narrow.given}) {
    nodes { ${fields} }
    pageInfo { hasNextPage endCursor }
  }
}`;
  const one = `query ($id: ID!) { node(id: $id) { ... on ${type} { ${fields} } } }`;
  return defineObject<Row>({
    label: object.label,
    row: object.row,
    key: ({ id }) => id,
    incremental: object.incremental,
    reportsDeletes: false,
    scopes: object.scopes,
    pull: pullPages({
      pager: { kind: 'graphql', variable: 'after', connection: `data.${connection}` },
      rows: `data.${connection}.nodes`,
      request: ({ since }) => ({
        path,
        json: {
          query: list,
          variables: { first: object.size, ...(since !== null && { query: `updated_at:>='${since}'` }) },
        },
      }),
    }),
    get: async ({ http }, key) => (await ask(http, one, { id: key }, found)).node ?? null,
    describe: owner === undefined ? undefined : async ({ http }) => fieldsFor(http, owner, object.row),
    upsert: object.upsert,
  });
}

const definitionList = `query ($ownerType: MetafieldOwnerType!) {
  metafieldDefinitions(ownerType: $ownerType, first: 250) { nodes { namespace key name type { name } } }
}`;

async function fieldsFor(http: Parameters<typeof ask>[0], ownerType: string, row: z.ZodType): Promise<ObjectField[]> {
  const { metafieldDefinitions } = await ask(http, definitionList, { ownerType }, definitions);
  const own = metafieldDefinitions.nodes.map(
    ({ namespace, key, name, type }): ObjectField => ({
      name: `metafields["${namespace}.${key}"]`,
      label: name,
      type: typeOf(type.name),
      custom: true,
    }),
  );
  const shape = row instanceof z.ZodObject ? Object.keys(row.shape) : [];
  const known = shape
    .filter((name) => name !== 'metafields')
    .map((name): ObjectField => ({ name, label: name, type: name.endsWith('At') ? 'datetime' : 'text' }));
  return [...known, ...own];
}

function typeOf(name: string): ObjectField['type'] {
  if (name.startsWith('list.')) return 'list';
  if (name.startsWith('number_')) return 'number';
  if (name.endsWith('_reference')) return 'reference';
  if (name === 'date_time') return 'datetime';
  if (name === 'date' || name === 'boolean') return name;
  return name === 'json' ? 'object' : 'text';
}
