import { z } from 'zod';
import { defineObject, isAppCallError, pullPages } from '../../kit/index.ts';
import { serverPath } from '../server.ts';
import type { Settings } from '../settings.ts';

export const role = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  permissions: z.string(),
  position: z.int(),
  color: z.int().optional(),
  hoist: z.boolean().optional(),
  managed: z.boolean().optional(),
  mentionable: z.boolean().optional(),
});

export const roleObject = defineObject<typeof role, Settings>({
  label: 'roles',
  row: role,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { kind: 'none' },
    rows: '',
    request: (at) => ({ path: serverPath(at, '/roles') }),
  }),
  get: async (context, key) => {
    try {
      return (await context.http.get(serverPath(context, `/roles/${encodeURIComponent(key)}`), role)).body;
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return null;
      throw error;
    }
  },
});
