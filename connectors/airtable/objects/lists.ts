import { z } from 'zod';
import { defineObject, pullPages } from '../../kit/index.ts';
import { tablesOf } from '../schema.ts';
import type { Settings } from '../settings.ts';

export const baseRow = z.looseObject({
  id: z.string().startsWith('app'),
  name: z.string(),
  permissionLevel: z.string().optional(),
});
export const tableRow = z.looseObject({ id: z.string(), name: z.string(), primaryFieldId: z.string().optional() });

export const baseObject = defineObject<typeof baseRow, Settings>({
  label: 'bases',
  row: baseRow,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { kind: 'cursor', parameter: 'offset', from: 'offset' },
    rows: 'bases',
    request: () => ({ path: '/v0/meta/bases' }),
  }),
});

export const tableObject = defineObject<typeof tableRow, Settings>({
  label: 'tables',
  row: tableRow,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http, settings }) => ({ rows: await tablesOf(http, settings.base), next: null }),
});
