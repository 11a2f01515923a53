import { z } from 'zod';
import { hashOf, type Upsert, type WriteResult, writeOneByOne } from '../../kit/index.ts';
import { eventPath, type Settings } from '../settings.ts';

const made = z.looseObject({ id: z.string() });
const writable = new Set(
  'subject body start end isAllDay location attendees categories showAs sensitivity importance recurrence isOnlineMeeting onlineMeetingProvider reminderMinutesBeforeStart isReminderOn responseRequested allowNewTimeProposals hideAttendees'.split(
    ' ',
  ),
);

const given = (data: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(data).filter(([name]) => writable.has(name)));

/** Microsoft makes one event of one `transactionId`, however often it is sent: https://learn.microsoft.com/en-us/graph/api/resources/event */
export const transactionOf = (text: string): string => hashOf('sha256', text).toString('hex').slice(0, 32);

export const upsertEvents: Upsert<Settings> = {
  batch: 20,
  matchBy: [],
  example: [
    {
      data: {
        subject: 'Planning',
        start: { dateTime: '2026-12-01T10:00:00', timeZone: 'Europe/Vienna' },
        end: { dateTime: '2026-12-01T11:00:00', timeZone: 'Europe/Vienna' },
      },
    },
    { key: 'AAkALgAAevent1', data: { subject: 'Planning of the year', location: { displayName: 'Room 4' } } },
  ],
  write: ({ http }, items, { idempotencyKey }) =>
    writeOneByOne(items, async ({ key, data }, index): Promise<WriteResult> => {
      if (key !== undefined) {
        await http.patch(eventPath(key), made, { json: given(data), repeatable: true });
        return { key, action: 'updated' };
      }
      const json = { ...given(data), transactionId: transactionOf(`${idempotencyKey}/${index}`) };
      return {
        key: (await http.post('/me/events', made, { json, repeatable: true })).body.id,
        action: 'created',
      };
    }),
};
