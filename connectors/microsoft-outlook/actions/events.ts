import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { readCalendars, writeCalendars } from '../auth.ts';
import { event } from '../objects/rows.ts';
import { transactionOf } from '../objects/upsert-events.ts';
import { eventPath } from '../settings.ts';
import { address, eventId, moment, most, nothing, recipients, utc } from './fields.ts';

const id = 'AAkALgAAevent1';
const calendar = z
  .string()
  .trim()
  .default('')
  .meta({ title: 'Calendar', description: 'Empty: the usual one.', options: 'calendars' });
const details = {
  title: z.string().min(1, 'A title.').meta({ title: 'Title' }),
  start: moment.meta({ title: 'Begins' }),
  end: moment.meta({ title: 'Ends' }),
  text: z.string().optional().meta({ title: 'Text', multiline: true }),
  place: z.string().optional().meta({ title: 'Place' }),
  guests: z.array(address).optional().meta({ title: 'Guests', description: 'They are invited by Microsoft.' }),
};

interface Details {
  title?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
  text?: string | undefined;
  place?: string | undefined;
  guests?: string[] | undefined;
}

const eventOf = ({ title, start, end, text, place, guests }: Details) => ({
  subject: title,
  ...(start !== undefined && { start: utc(start) }),
  ...(end !== undefined && { end: utc(end) }),
  ...(text !== undefined && { body: { contentType: 'text', content: text } }),
  ...(place !== undefined && { location: { displayName: place } }),
  attendees: recipients(guests)?.map((one) => ({ ...one, type: 'required' })),
});

export const createEvent = defineAction({
  title: 'Create an event',
  input: z.object({ calendar, ...details, online: z.boolean().default(false).meta({ title: 'As a Teams meeting' }) }),
  output: event,
  effect: 'writes',
  repeat: 'key',
  scopes: [writeCalendars],
  example: {
    title: 'Planning',
    start: '2026-12-01T10:00:00+01:00',
    end: '2026-12-01T11:00:00+01:00',
    guests: ['ada@globex.example'],
    online: true,
  },
  run: async ({ http }, input, { idempotencyKey }) => {
    const path = input.calendar === '' ? '/me/events' : `/me/calendars/${encodeURIComponent(input.calendar)}/events`;
    const json = {
      ...eventOf(input),
      ...(input.online && { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' }),
      transactionId: transactionOf(idempotencyKey),
    };
    return (await http.post(path, event, { json, repeatable: true })).body;
  },
});

export const updateEvent = defineAction({
  title: 'Change an event',
  description: 'What is left empty stays. Guests that are named replace those there are.',
  input: z.object({ event: eventId, ...z.object(details).partial().shape }),
  output: event,
  effect: 'writes',
  repeat: 'natural',
  scopes: [writeCalendars],
  example: { event: id, title: 'Planning of the year', place: 'Room 4' },
  run: async ({ http }, input) =>
    (await http.patch(eventPath(input.event), event, { json: eventOf(input), repeatable: true })).body,
});

export const deleteEvent = defineAction({
  title: 'Delete an event',
  description: 'Of a series: all of it, unless the id is that of one date. The guests are told.',
  input: z.object({ event: eventId }),
  output: z.object({ event: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  scopes: [writeCalendars],
  example: { event: id },
  run: async ({ http }, input) => {
    await http.delete(eventPath(input.event), nothing);
    return { event: input.event };
  },
});

export const cancelEvent = defineAction({
  title: 'Cancel a meeting',
  description: 'With a word to the guests. Only who called the meeting can.',
  input: z.object({ event: eventId, text: z.string().default('').meta({ title: 'Text' }) }),
  output: z.object({ event: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  scopes: [writeCalendars],
  example: { event: id, text: 'We meet in January.' },
  run: async ({ http }, input) => {
    await http.post(`${eventPath(input.event)}/cancel`, nothing, { json: { comment: input.text } });
    return { event: input.event };
  },
});

const answers = { accept: 'accept', tentative: 'tentativelyAccept', decline: 'decline' } as const;

export const respond = defineAction({
  title: 'Answer an invitation',
  input: z.object({
    event: eventId,
    answer: z.enum(['accept', 'tentative', 'decline']).meta({ title: 'Answer' }),
    text: z.string().default('').meta({ title: 'Text' }),
    notify: z.boolean().default(true).meta({ title: 'Tell who called the meeting' }),
  }),
  output: z.object({ event: z.string() }),
  effect: 'writes',
  repeat: 'none',
  scopes: [writeCalendars],
  example: { event: id, answer: 'accept' },
  run: async ({ http }, input) => {
    const json = { comment: input.text, sendResponse: input.notify };
    await http.post(`${eventPath(input.event)}/${answers[input.answer]}`, nothing, { json });
    return { event: input.event };
  },
});

const list = z.looseObject({ value: z.array(event).default([]), '@odata.nextLink': z.string().optional() });

export const findEvents = defineAction({
  title: 'Find events in a span of time',
  description: 'Each date of a series is an event of its own; earliest first.',
  input: z.object({ calendar, from: moment.meta({ title: 'From' }), to: moment.meta({ title: 'Until' }), most }),
  output: z.object({ events: z.array(event), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [readCalendars],
  example: { from: '2026-12-01T00:00:00Z', to: '2026-12-31T00:00:00Z' },
  run: async ({ http }, input) => {
    const path =
      input.calendar === '' ? '/me/calendarView' : `/me/calendars/${encodeURIComponent(input.calendar)}/calendarView`;
    const query = { startDateTime: input.from, endDateTime: input.to, $orderby: 'start/dateTime', $top: input.most };
    const { body } = await http.get(path, list, { query });
    return { events: body.value, hasMore: body['@odata.nextLink'] !== undefined };
  },
});
