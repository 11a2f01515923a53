import { z } from 'zod';
import { defineObject, isAppCallError } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { pullSynced } from './pull-synced.ts';

const calendarRow = z.looseObject({
  id: z.string().min(1),
  summary: z.string().optional(),
  /** What this person calls it. */
  summaryOverride: z.string().optional(),
  description: z.string().optional(),
  timeZone: z.string().optional(),
  accessRole: z.string().optional(),
  primary: z.boolean().optional(),
  hidden: z.boolean().optional(),
  selected: z.boolean().optional(),
});

const gone = z.looseObject({ id: z.string(), deleted: z.literal(true) });

export const calendarObject = defineObject<typeof calendarRow, Settings>({
  label: 'calendars',
  row: calendarRow,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  // What is hidden is in every list of changes, so it is in the full one too.
  pull: pullSynced<Settings>(
    () => ({ path: '/users/me/calendarList', query: { maxResults: 250, showHidden: true } }),
    (row) => gone.safeParse(row).data?.id,
  ),
  get: async ({ http }, key) => {
    try {
      return (await http.get(`/users/me/calendarList/${encodeURIComponent(key)}`, z.unknown())).body;
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return null;
      throw error;
    }
  },
});
