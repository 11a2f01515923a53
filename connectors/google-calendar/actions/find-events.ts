import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { freeBusy } from '../auth.ts';
import { moment } from '../event-times.ts';
import { event } from '../objects/event-row.ts';
import { eventPath, eventsPath } from '../settings.ts';
import { calendar, eventId } from './fields.ts';

const list = z.looseObject({ items: z.array(event).default([]), nextPageToken: z.string().optional() });

export const getEvent = defineAction({
  title: 'Get an event',
  input: z.object({ calendar, event: eventId }),
  output: event,
  effect: 'reads',
  repeat: 'natural',
  example: { event: 'planning2026' },
  run: async ({ http }, input) => (await http.get(eventPath(input.calendar, input.event), event)).body,
});

export const findEvents = defineAction({
  title: 'Find events',
  description: 'By words, or in a span of time. Each date of a series is an event of its own, earliest first.',
  input: z.object({
    calendar,
    words: z.string().optional().meta({ title: 'Words', description: 'In title, text, place or guests.' }),
    from: moment.optional().meta({ title: 'From' }),
    to: moment.optional().meta({ title: 'Until' }),
    most: z.int().min(1).max(250).default(50).meta({ title: 'At most' }),
  }),
  output: z.object({ events: z.array(event), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: { words: 'Planning', from: '2026-12-01T00:00:00Z', to: '2026-12-31T00:00:00Z' },
  run: async ({ http }, input) => {
    const { body } = await http.get(eventsPath(input.calendar), list, {
      query: {
        q: input.words,
        timeMin: input.from,
        timeMax: input.to,
        maxResults: input.most,
        singleEvents: true,
        orderBy: 'startTime',
      },
    });
    return { events: body.items, hasMore: body.nextPageToken !== undefined };
  },
});

export const listDates = defineAction({
  title: 'List the dates of a series',
  input: z.object({
    calendar,
    event: eventId,
    from: moment.optional().meta({ title: 'From' }),
    to: moment.optional().meta({ title: 'Until' }),
    most: z.int().min(1).max(250).default(50).meta({ title: 'At most' }),
  }),
  output: z.object({ events: z.array(event), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: { event: 'planning2026', from: '2026-12-01T00:00:00Z' },
  run: async ({ http }, input) => {
    const { body } = await http.get(`${eventPath(input.calendar, input.event)}/instances`, list, {
      query: { timeMin: input.from, timeMax: input.to, maxResults: input.most },
    });
    return { events: body.items, hasMore: body.nextPageToken !== undefined };
  },
});

const span = z.object({ start: z.string(), end: z.string() });
const busyAnswer = z.looseObject({
  calendars: z.record(
    z.string(),
    z.looseObject({
      busy: z.array(span).default([]),
      errors: z.array(z.looseObject({ reason: z.string().optional() })).optional(),
    }),
  ),
});

export const findFreeTimes = defineAction({
  title: 'Find free times',
  description: 'When none of the calendars has an event that counts as busy.',
  input: z.object({
    calendars: z
      .array(z.string().trim().min(1))
      .min(1)
      .max(50)
      .default(['primary'])
      .meta({ title: 'Calendars', description: 'Ids; a person’s is their e-mail address.', options: 'calendars' }),
    from: moment.meta({ title: 'From' }),
    to: moment.meta({ title: 'Until' }),
    minutes: z.int().min(1).default(30).meta({ title: 'At least so many minutes' }),
  }),
  output: z.object({ free: z.array(span), busy: z.array(span) }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [freeBusy],
  example: { calendars: ['primary'], from: '2026-12-01T08:00:00Z', to: '2026-12-01T17:00:00Z' },
  run: async ({ http }, input) => {
    const { body } = await http.post('/freeBusy', busyAnswer, {
      json: { timeMin: input.from, timeMax: input.to, items: input.calendars.map((id) => ({ id })) },
      repeatable: true,
    });
    for (const [id, { errors = [] }] of Object.entries(body.calendars)) {
      // The answer is 200 though nothing is known of this calendar: it would look free.
      const [first] = errors;
      if (first === undefined) continue;
      const reason = first.reason ?? 'unknown';
      throw new AppCallError(`Google Calendar does not tell when ${id} is busy (${reason}).`, {
        class: reason === 'notFound' ? 'not_found' : 'permission',
        code: reason,
        field: 'calendars',
      });
    }
    const busy = merged(Object.values(body.calendars).flatMap((one) => one.busy));
    return { busy, free: gaps(busy, input.from, input.to, input.minutes * 60_000) };
  },
});

type Span = z.output<typeof span>;
const iso = (time: number) => new Date(time).toISOString();

function merged(spans: Span[]): Span[] {
  const sorted = spans
    .map(({ start, end }): [number, number] => [Date.parse(start), Date.parse(end)])
    .sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined.map(([start, end]) => ({ start: iso(start), end: iso(end) }));
}

function gaps(busy: Span[], from: string, to: string, leastMs: number): Span[] {
  const end = Date.parse(to);
  const free: [number, number][] = [];
  let at = Date.parse(from);
  for (const one of busy) {
    free.push([at, Math.min(Date.parse(one.start), end)]);
    at = Math.max(at, Date.parse(one.end));
  }
  free.push([at, end]);
  return free
    .filter(([start, stop]) => stop - start >= leastMs)
    .map(([start, stop]) => ({ start: iso(start), end: iso(stop) }));
}
