import { z } from 'zod';
import { defineObject, pullPages } from '../kit/index.ts';
import type { Settings } from './settings.ts';

export const contact = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  updated_at: z.string(),
});

export const contactObject = defineObject<typeof contact, Settings>({
  label: 'contacts',
  row: contact,
  key: (row) => row.id,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { kind: 'cursor', parameter: 'cursor', from: 'next_cursor', size: { parameter: 'limit', value: 100 } },
    request: ({ settings, since }) => ({
      path: '/contacts',
      query: { group: settings.group, updated_since: since ?? undefined },
    }),
    rows: 'data',
    total: 'total',
  }),
});
