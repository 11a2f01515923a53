import { z } from 'zod';
import { defineObject, isAppCallError, pullPages, type WriteItem, writeOneByOne } from '../../kit/index.ts';
import { meetingKey, userPath } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { keyOf, meeting, webinar } from './rows.ts';

const occurrences = z.object({
  occurrences: z.array(z.looseObject({ start_time: z.string(), duration: z.int().optional() })).optional(),
});

/** What Zoom takes of a row. */
const writable = z.object({
  topic: z.string().optional(),
  type: z.int().optional(),
  start_time: z.string().optional(),
  duration: z.int().optional(),
  timezone: z.string().optional(),
  agenda: z.string().optional(),
});

const pager = {
  kind: 'cursor',
  parameter: 'next_page_token',
  from: 'next_page_token',
  size: { parameter: 'page_size', value: 300 },
} as const;

/** Zoom tells of no changes here, so each pass reads the list whole: what is coming, what runs, and what has been and is not over for good. */
export const meetingObject = defineObject<typeof meeting, Settings>({
  label: 'meetings',
  row: meeting,
  key: keyOf,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: 'meetings?',
    request: (at) => ({ path: userPath(at, '/meetings'), query: { type: 'scheduled' } }),
  }),
  get: async ({ http }, key) => {
    const [id = '', ...rest] = key.split('/');
    const start = rest.join('/');
    try {
      const { body } = await http.get(`/meetings/${encodeURIComponent(id)}`, meeting);
      if (start === '') return body;
      const one = occurrences.parse(body).occurrences?.find(({ start_time }) => start_time === start);
      return one ? { ...body, start_time: start, duration: one.duration ?? body.duration } : null;
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return null;
      throw error;
    }
  },
  upsert: {
    batch: 10,
    matchBy: [],
    write: (context, items) =>
      writeOneByOne(items, async ({ key, data }: WriteItem) => {
        const json = writable.parse(data);
        if (key !== undefined) {
          // Zoom answers with nothing.
          await context.http.patch(`/meetings/${meetingKey(key.split('/')[0] ?? '')}`, z.unknown(), {
            json,
            repeatable: true,
          });
          return { key, action: 'updated' };
        }
        const { body } = await context.http.post(userPath(context, '/meetings'), meeting, { json });
        return { key: keyOf(body), action: 'created' };
      }),
    example: [
      { data: { topic: 'Review', type: 2, start_time: '2026-12-01T09:00:00Z', duration: 30 } },
      { key: '85746065432', data: { topic: 'Review of the year' } },
    ],
  },
});

export const webinarObject = defineObject<typeof webinar, Settings>({
  label: 'webinars',
  row: webinar,
  key: keyOf,
  incremental: false,
  reportsDeletes: false,
  scopes: ['webinar:read:list_webinars'],
  pull: pullPages<Settings>({
    pager,
    rows: 'webinars?',
    request: (at) => ({ path: userPath(at, '/webinars') }),
  }),
});
