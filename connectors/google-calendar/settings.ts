import { z } from 'zod';

export const calendar = z
  .string()
  .trim()
  .min(1, 'Choose a calendar.')
  .default('primary')
  .meta({ title: 'Calendar', options: 'calendars', description: 'Your own, unless another is chosen.' });

export const settings = z.object({
  calendar,
  minutesBefore: z
    .int()
    .min(1)
    .max(1440)
    .default(15)
    .meta({ title: 'Minutes before an event', description: 'When “An event begins soon” tells of it.' }),
});

export type Settings = z.output<typeof settings>;

export const eventsPath = (calendarId: string): string => `/calendars/${encodeURIComponent(calendarId)}/events`;
export const eventPath = (calendarId: string, eventId: string): string =>
  `${eventsPath(calendarId)}/${encodeURIComponent(eventId)}`;
