import { z } from 'zod';
import { type ConnectorContext, defineObject, orNull, type Pager, pullPages } from '../../kit/index.ts';
import { ask, path } from '../ask.ts';
import type { Settings } from '../settings.ts';
import { describeItem } from './describe.ts';
import { itemFields, pullItems } from './pull-items.ts';
import { board, group, item, update, user, withColumns } from './rows.ts';
import { upsertItems } from './upsert.ts';

const list = (value: number): Pager => ({
  kind: 'page',
  parameter: 'variables.page',
  size: { parameter: 'variables.limit', value },
});
const whole = { incremental: false, reportsDeletes: false };

/** One of a list that is asked for by ids; null where it is gone. */
const getOne =
  (name: string, query: string) =>
  ({ http }: ConnectorContext<Settings>, key: string): Promise<unknown> =>
    orNull(async () => {
      const answer = z.object({ [name]: z.array(z.unknown()).nullable() });
      return (await ask(http, query, { id: key }, answer, { repeatable: true }))[name]?.[0] ?? null;
    });

const getItem = getOne('items', `query ($id: ID!) { items(ids: [$id]) { ${itemFields} } }`);

const itemObject = defineObject<typeof item, Settings>({
  label: 'items',
  row: item,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: pullItems,
  describe: describeItem,
  // Those in the bin and in the archive are found by their id, and are on no page.
  get: async (context, key) => {
    const found = z
      .looseObject({ state: z.string().nullish() })
      .nullable()
      .parse(await getItem(context, key));
    return found === null || (found.state ?? 'active') !== 'active' ? null : withColumns(found);
  },
  upsert: upsertItems,
});

const boardFields = 'id name description state board_kind type items_count workspace_id updated_at url';
const boardObject = defineObject<typeof board, Settings>({
  label: 'boards',
  row: board,
  key: ({ id }) => id,
  ...whole,
  pull: pullPages<Settings>({
    pager: list(100),
    pagerIn: 'json',
    rows: 'data.boards',
    request: () => ({
      method: 'POST',
      path,
      json: {
        query: `query ($page: Int!, $limit: Int!) { boards(page: $page, limit: $limit, order_by: created_at) { ${boardFields} } }`,
      },
    }),
  }),
  get: getOne('boards', `query ($id: ID!) { boards(ids: [$id]) { ${boardFields} } }`),
});

const groupObject = defineObject<typeof group, Settings>({
  label: 'groups',
  row: group,
  key: ({ id }) => id,
  ...whole,
  pull: pullPages<Settings>({
    pager: { kind: 'none' },
    rows: 'data.boards[0].groups',
    request: ({ settings }) => ({
      method: 'POST',
      path,
      json: {
        query: 'query ($board: ID!) { boards(ids: [$board]) { groups { id title color position archived } } }',
        variables: { board: settings.board },
      },
    }),
  }),
});

/** What is left since 2026-10: https://developer.monday.com/api-reference/docs/migrating-user-entity-to-2026-10 */
const userFields = 'id name email kind status title';
const userObject = defineObject<typeof user, Settings>({
  label: 'people',
  row: user,
  key: ({ id }) => id,
  ...whole,
  pull: pullPages<Settings>({
    pager: list(100),
    pagerIn: 'json',
    rows: 'data.users',
    request: () => ({
      method: 'POST',
      path,
      json: { query: `query ($page: Int!, $limit: Int!) { users(page: $page, limit: $limit) { ${userFields} } }` },
    }),
  }),
  get: getOne('users', `query ($id: ID!) { users(ids: [$id], limit: 1) { ${userFields} } }`),
});

const updateFields =
  'id body text_body item_id creator_id created_at updated_at replies { id body creator_id created_at }';
/** Latest first; a new one pushes others to later pages, where they are met twice. */
const updateObject = defineObject<typeof update, Settings>({
  label: 'updates',
  row: update,
  key: ({ id }) => id,
  ...whole,
  pull: pullPages<Settings>({
    pager: list(100),
    pagerIn: 'json',
    rows: 'data.boards[0].updates',
    request: ({ settings }) => ({
      method: 'POST',
      path,
      json: {
        query: `query ($board: ID!, $page: Int!, $limit: Int!) { boards(ids: [$board]) { updates(page: $page, limit: $limit) { ${updateFields} } } }`,
        variables: { board: settings.board },
      },
    }),
  }),
  get: getOne('updates', `query ($id: ID!) { updates(ids: [$id]) { ${updateFields} } }`),
});

export const objects = {
  item: itemObject,
  board: boardObject,
  group: groupObject,
  user: userObject,
  update: updateObject,
};
