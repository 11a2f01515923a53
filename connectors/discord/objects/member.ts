import { z } from 'zod';
import { defineObject, isAppCallError, pullPages } from '../../kit/index.ts';
import { memberPath, serverPath } from '../server.ts';
import type { Settings } from '../settings.ts';

export const member = z.looseObject({
  user: z.looseObject({
    id: z.string().min(1),
    username: z.string(),
    global_name: z.string().nullish(),
    bot: z.boolean().optional(),
  }),
  nick: z.string().nullish(),
  roles: z.array(z.string()),
  joined_at: z.string().nullish(),
  premium_since: z.string().nullish(),
  communication_disabled_until: z.string().nullish(),
  pending: z.boolean().optional(),
});

/** Sorted by the id of the person. Discord tells of no changes here, so each pass reads all of them and finds changes by comparing. */
export const memberObject = defineObject<typeof member, Settings>({
  label: 'members',
  row: member,
  key: ({ user }) => user.id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { kind: 'keyset', parameter: 'after', field: 'user.id', size: { parameter: 'limit', value: 1000 } },
    rows: '',
    request: (at) => ({ path: serverPath(at, '/members') }),
  }),
  get: async (context, key) => {
    try {
      return (await context.http.get(memberPath(context, key), member)).body;
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return null;
      throw error;
    }
  },
});
