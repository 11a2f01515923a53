import { z } from 'zod';
import { AppCallError, defineObject, isAppCallError } from '../../kit/index.ts';
import { meetingKey, userPath } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { recording } from './rows.ts';

const page = z.object({ meetings: z.array(z.unknown()).default([]), next_page_token: z.string().nullish() });
const place = z.object({ from: z.iso.date(), token: z.string().nullable(), begun: z.string() }).nullable();
const since = z.iso.datetime().nullable().catch(null);

const dayMs = 86_400_000;
/** Zoom takes a month at most, both days included. */
const windowDays = 28;
/** Recordings are asked for by the day of the meeting, and are ready some time after it. */
const lookBackDays = 7;

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const daysLater = (day: string, days: number) => dayOf(Date.parse(day) + days * dayMs);
const earlier = (one: string, other: string) => (one < other ? one : other);

/**
 * Month by month, oldest first, up to tomorrow: the day is that of the account's time zone. An incremental pass goes back a
 * week, in which recordings become ready; what was deleted is found by the next full pass.
 */
export const recordingObject = defineObject<typeof recording, Settings>({
  label: 'cloud recordings',
  row: recording,
  key: ({ uuid }) => uuid,
  incremental: true,
  reportsDeletes: false,
  scopes: ['cloud_recording:read:list_user_recordings'],
  pull: async (context, { mode, cursor, watermark }) => {
    const before = mode === 'incremental' ? since.parse(watermark) : null;
    const first = before === null ? context.settings.recordingsSince : dayOf(Date.parse(before) - lookBackDays * dayMs);
    const at = place.parse(cursor) ?? { from: first, token: null, begun: new Date().toISOString() };
    const tomorrow = dayOf(Date.parse(at.begun) + dayMs);
    const { body } = await context.http.get(userPath(context, '/recordings'), page, {
      query: {
        from: at.from,
        to: earlier(daysLater(at.from, windowDays - 1), tomorrow),
        page_size: 300,
        next_page_token: at.token ?? undefined,
      },
    });
    const token = body.next_page_token || null;
    if (token !== null && token === at.token)
      throw new AppCallError('Zoom gave the same page twice.', { class: 'protocol', code: 'repeated_cursor' });
    const from = token === null ? daysLater(at.from, windowDays) : at.from;
    const isOver = token === null && from > tomorrow;
    return { rows: body.meetings, next: isOver ? null : { ...at, from, token }, watermark: at.begun };
  },
  get: async ({ http }, key) => {
    try {
      return (await http.get(`/meetings/${meetingKey(key)}/recordings`, recording)).body;
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return null;
      throw error;
    }
  },
});
