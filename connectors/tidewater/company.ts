import { z } from 'zod';
import { defineObject } from '../kit/index.ts';
import { rowsPage } from './rows-page.ts';
import type { Settings } from './settings.ts';

const company = z.object({
  id: z.string().min(1),
  name: z.string(),
  domain: z.string().nullable(),
  industry: z.string().nullable(),
  country: z.string().nullable(),
  employees: z.number().int().nullable(),
  owner_id: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});

const pageSize = 200;

/** Read whole each time: companies are few, and Tidewater does not tell which were deleted. */
export const companyObject = defineObject<typeof company, Settings>({
  label: 'companies',
  row: company,
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http }, { cursor }) => {
    const at = z.string().nullable().parse(cursor);
    const { body } = await http.get('/companies', rowsPage, { query: { limit: pageSize, cursor: at ?? undefined } });
    return { rows: body.data, total: body.total, next: body.next_cursor };
  },
});
