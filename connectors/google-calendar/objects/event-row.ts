import { z } from 'zod';

const time = z.looseObject({
  /** Of an event that lasts whole days; the end is the day after its last. */
  date: z.string().optional(),
  dateTime: z.string().optional(),
  timeZone: z.string().optional(),
});
const person = z.looseObject({
  id: z.string().optional(),
  email: z.string().optional(),
  displayName: z.string().optional(),
  self: z.boolean().optional(),
});
export const attendee = person.extend({
  responseStatus: z.string().optional(),
  optional: z.boolean().optional(),
  organizer: z.boolean().optional(),
  resource: z.boolean().optional(),
  comment: z.string().optional(),
});

/** Of a cancelled date of a series only `id`, `recurringEventId` and `originalStartTime` are promised; a private event of others has no title. */
export const event = z.looseObject({
  id: z.string().min(1),
  status: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  location: z.string().optional(),
  start: time.optional(),
  end: time.optional(),
  /** RRULE, EXRULE, RDATE and EXDATE lines (RFC 5545), without times. */
  recurrence: z.array(z.string()).optional(),
  recurringEventId: z.string().optional(),
  originalStartTime: time.optional(),
  attendees: z.array(attendee).optional(),
  organizer: person.optional(),
  creator: person.optional(),
  htmlLink: z.string().optional(),
  hangoutLink: z.string().optional(),
  iCalUID: z.string().optional(),
  eventType: z.string().optional(),
  transparency: z.string().optional(),
  visibility: z.string().optional(),
  colorId: z.string().optional(),
  created: z.string().optional(),
  updated: z.string().optional(),
  etag: z.string().optional(),
});

const gone = z.looseObject({
  id: z.string(),
  status: z.literal('cancelled'),
  recurringEventId: z.undefined().optional(),
});

/** A cancelled date of a series says what is not to be shown, and is kept as long as the series; any other cancelled event is deleted. */
export const deletedKey = (row: unknown): string | undefined => gone.safeParse(row).data?.id;
