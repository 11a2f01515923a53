import { z } from 'zod';
import { type ConnectorObject, defineObject, orNull, pullPages, type Upsert } from '../../kit/index.ts';
import { ask, path } from '../ask.ts';

interface LinearObject<Row extends z.ZodType> {
  label: string;
  row: Row;
  /** Of the query root: `issues`; its filter's type is made of `type`. */
  connection: string;
  type: 'Issue' | 'Project' | 'Comment' | 'User' | 'Team' | 'Cycle';
  /** For one of them, where it is not the list's name in the singular. */
  fields: string;
  upsert?: Upsert;
}

const found = z.record(z.string(), z.unknown());

/**
 * A list in the order of creation, with what was archived; a change moves nothing. What begins to count as changed behind the
 * page at hand is newer than the pass. Deleted for good is told by webhook, and found by a full pass.
 */
export function linearObject<Row extends z.ZodType<{ id: string }>>({
  connection,
  type,
  fields,
  ...object
}: LinearObject<Row>): ConnectorObject {
  const list = `query ($first: Int!, $after: String, $filter: ${type}Filter) {
  ${connection}(first: $first, after: $after, filter: $filter, orderBy: createdAt, includeArchived: true) {
    nodes { ${fields} }
    pageInfo { hasNextPage endCursor }
  }
}`;
  const one = type.toLowerCase();
  // A comment may be asked for in two ways, so its id may be missing.
  const idType = type === 'Comment' ? 'String' : 'String!';
  const single = `query ($id: ${idType}) { ${one}(id: $id) { ${fields} } }`;
  return defineObject<Row>({
    label: object.label,
    row: object.row,
    key: ({ id }) => id,
    incremental: true,
    reportsDeletes: false,
    pull: pullPages({
      pager: { kind: 'graphql', variable: 'after', connection: `data.${connection}` },
      rows: `data.${connection}.nodes`,
      request: ({ since }) => ({
        path,
        json: {
          query: list,
          variables: { first: 100, ...(since !== null && { filter: { updatedAt: { gte: since } } }) },
        },
      }),
    }),
    get: async ({ http }, key) => {
      return orNull(async () => (await ask(http, single, { id: key }, found, { repeatable: true }))[one] ?? null);
    },
    upsert: object.upsert,
  });
}
