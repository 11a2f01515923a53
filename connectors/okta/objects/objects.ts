import { z } from 'zod';
import { type ConnectorContext, defineObject, orNull, type Pager, pullPages } from '../../kit/index.ts';
import { describeProfile } from './describe-profile.ts';
import { app, group, user } from './rows.ts';
import { upsertGroups, upsertUsers } from './upsert.ts';

const pager: Pager = { kind: 'link', size: { parameter: 'limit', value: 200 } };

const getRow =
  (path: string) =>
  ({ http }: ConnectorContext<unknown>, key: string): Promise<unknown> =>
    orNull(async () => (await http.get(`/api/v1/${path}/${encodeURIComponent(key)}`, z.unknown())).body);

/**
 * Pages go on after the last id, which no change moves. `filter` asks the data itself, not the search index, so that a change
 * is seen at once; the overlap is for clocks. Who is deactivated is in no full list, and counts as gone.
 */
const userObject = defineObject({
  label: 'people',
  row: user,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages({
    pager,
    rows: '',
    request: ({ since }) => ({
      path: '/api/v1/users',
      query: { filter: since === null ? undefined : `lastUpdated gt "${since}"` },
    }),
    deleted: (row) => {
      const gone = z.object({ id: z.string(), status: z.literal('DEPROVISIONED') }).safeParse(row);
      return gone.success ? gone.data.id : undefined;
    },
  }),
  describe: (context) => describeProfile(context, user, 'user/default'),
  get: getRow('users'),
  upsert: upsertUsers,
});

/** As above. A group changes too when somebody comes or goes. */
const groupObject = defineObject({
  label: 'groups',
  row: group,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages({
    pager,
    rows: '',
    request: ({ since }) => ({
      path: '/api/v1/groups',
      query: {
        filter: since === null ? undefined : `lastUpdated gt "${since}" or lastMembershipUpdated gt "${since}"`,
      },
    }),
  }),
  describe: (context) => describeProfile(context, group, 'group/default'),
  get: getRow('groups'),
  upsert: upsertGroups,
});

const appObject = defineObject({
  label: 'applications',
  row: app,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager, rows: '', request: () => ({ path: '/api/v1/apps', query: {} }) }),
  get: getRow('apps'),
});

export const objects = { user: userObject, group: groupObject, app: appObject };
