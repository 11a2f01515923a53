import { z } from 'zod';
import { defineObject, orNull, pullPages } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';

export const project = z.looseObject({
  id: z.string().min(1),
  key: z.string(),
  name: z.string(),
  projectTypeKey: z.string().optional(),
  archived: z.boolean().optional(),
});

export const user = z.looseObject({
  accountId: z.string().min(1),
  accountType: z.string().optional(),
  displayName: z.string().optional(),
  /** Empty where the person keeps it to themselves. */
  emailAddress: z.string().optional(),
  active: z.boolean().optional(),
});

export const projectObject = defineObject<typeof project, Settings>({
  label: 'projects',
  row: project,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { kind: 'offset', parameter: 'startAt', size: { parameter: 'maxResults', value: 50 }, total: 'total' },
    rows: 'values',
    // By key, so that a project opened meanwhile moves none behind it more often than once.
    request: () => ({ path: '/rest/api/3/project/search', query: { orderBy: 'key' } }),
  }),
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`/rest/api/3/project/${encodeURIComponent(key)}`, z.unknown())).body),
});

export const userObject = defineObject<typeof user, Settings>({
  label: 'people',
  row: user,
  key: ({ accountId }) => accountId,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { kind: 'offset', parameter: 'startAt', size: { parameter: 'maxResults', value: 200 } },
    rows: '',
    request: () => ({ path: '/rest/api/3/users/search' }),
  }),
  get: ({ http }, accountId) =>
    orNull(async () => (await http.get('/rest/api/3/user', z.unknown(), { query: { accountId } })).body),
});
