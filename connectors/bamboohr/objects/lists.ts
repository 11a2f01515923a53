import { z } from 'zod';
import { defineObject, pullPages } from '../../kit/index.ts';

const id = z.union([z.string(), z.number()]).transform(String);

export const timeOff = z.looseObject({
  id,
  employeeId: id,
  name: z.string().optional(),
  start: z.string(),
  end: z.string(),
  status: z.looseObject({ status: z.string() }).optional(),
  type: z.looseObject({ name: z.string().optional() }).optional(),
});
export const job = z.looseObject({
  id,
  title: z.looseObject({ label: z.string().optional() }).optional(),
  postedDate: z.string().nullish(),
});
export const application = z.looseObject({
  id,
  appliedDate: z.string().optional(),
  status: z.looseObject({ label: z.string().optional() }).optional(),
  applicant: z
    .looseObject({ firstName: z.string().nullish(), lastName: z.string().nullish(), email: z.string().nullish() })
    .optional(),
});

const day = 86_400_000;
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Two years back and one ahead: a request of that span may change, and what is gone from it is told as deleted by comparing. */
export const timeOffObject = defineObject<typeof timeOff>({
  label: 'time off requests',
  row: timeOff,
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  scopes: ['time_off'],
  pull: async ({ http }) => {
    const now = Date.now();
    const query = { start: dateOf(now - 730 * day), end: dateOf(now + 365 * day) };
    return { rows: (await http.get('/api/v1/time_off/requests', z.array(z.unknown()), { query })).body, next: null };
  },
});

export const jobObject = defineObject<typeof job>({
  label: 'job openings',
  row: job,
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  scopes: ['hiring:applications'],
  pull: pullPages({ pager: { kind: 'none' }, rows: '', request: () => ({ path: '/api/v1/applicant_tracking/jobs' }) }),
});

export const applicationObject = defineObject<typeof application>({
  label: 'applications',
  row: application,
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  scopes: ['hiring:applications'],
  pull: pullPages({
    pager: { kind: 'link', from: 'nextPageUrl' },
    rows: 'applications',
    request: () => ({
      path: '/api/v1/applicant_tracking/applications',
      query: { sortBy: 'created_date', sortOrder: 'ASC' },
    }),
  }),
});
