import { z } from 'zod';
import { defineAction, isAppCallError } from '../../kit/index.ts';
import { newEventId } from '../event-id.ts';
import { changedTime, eventTime, timeOf, timeZone } from '../event-times.ts';
import { event } from '../objects/event-row.ts';
import { eventPath, eventsPath } from '../settings.ts';
import { calendar, eventId, guests, notify } from './fields.ts';

const title = z.string().min(1, 'A name for the event.').meta({ title: 'Title' });
const description = z.string().optional().meta({ title: 'Description', multiline: true });
const location = z.string().optional().meta({ title: 'Place' });
const endOf = eventTime.meta({ title: 'Ends', description: 'Of whole days: the day after the last.' });

export const createEvent = defineAction({
  title: 'Create an event',
  input: z.object({
    calendar,
    title,
    start: eventTime.meta({ title: 'Begins' }),
    end: endOf,
    timeZone,
    description,
    location,
    guests,
    repeats: z
      .string()
      .regex(/^(RRULE|RDATE|EXDATE)[:;]/, 'A rule such as RRULE:FREQ=WEEKLY;COUNT=5.')
      .optional()
      .meta({ title: 'Repeats', placeholder: 'RRULE:FREQ=WEEKLY;COUNT=5' }),
    meet: z.boolean().default(false).meta({ title: 'With a Google Meet link' }),
    notify,
  }),
  output: event,
  effect: 'writes',
  repeat: 'key',
  example: {
    title: 'Planning',
    start: '2026-12-01T10:00:00+01:00',
    end: '2026-12-01T11:00:00+01:00',
    guests: ['mara@acme.example'],
    meet: true,
  },
  run: async ({ http }, input, { idempotencyKey }) => {
    const id = await newEventId(idempotencyKey);
    const json = {
      id,
      summary: input.title,
      start: timeOf(input.start, input.timeZone),
      end: timeOf(input.end, input.timeZone),
      description: input.description,
      location: input.location,
      attendees: input.guests?.map((email) => ({ email })),
      ...(input.repeats !== undefined && { recurrence: [input.repeats] }),
      ...(input.meet && {
        conferenceData: { createRequest: { requestId: id, conferenceSolutionKey: { type: 'hangoutsMeet' } } },
      }),
    };
    const query = { sendUpdates: input.notify, ...(input.meet && { conferenceDataVersion: 1 }) };
    try {
      return (await http.post(eventsPath(input.calendar), event, { query, json, repeatable: true })).body;
    } catch (error) {
      if (!isAppCallError(error) || error.details.code !== 'duplicate') throw error;
      // It was made before, by the same order.
      return (await http.get(eventPath(input.calendar, id), event)).body;
    }
  },
});

export const updateEvent = defineAction({
  title: 'Change an event',
  description: 'What is left empty stays as it is. Guests that are named replace those there are.',
  input: z.object({
    calendar,
    event: eventId,
    title: title.optional(),
    start: eventTime.optional().meta({ title: 'Begins' }),
    end: endOf.optional().meta({ title: 'Ends' }),
    timeZone,
    description,
    location,
    guests,
    notify,
  }),
  output: event,
  effect: 'writes',
  repeat: 'natural',
  example: { event: 'planning2026', title: 'Planning of the year', location: 'Room 4' },
  run: async ({ http }, input) => {
    const json = {
      summary: input.title,
      ...(input.start !== undefined && { start: changedTime(input.start, input.timeZone) }),
      ...(input.end !== undefined && { end: changedTime(input.end, input.timeZone) }),
      description: input.description,
      location: input.location,
      attendees: input.guests?.map((email) => ({ email })),
    };
    return (
      await http.patch(eventPath(input.calendar, input.event), event, {
        query: { sendUpdates: input.notify },
        json,
        repeatable: true,
      })
    ).body;
  },
});

export const deleteEvent = defineAction({
  title: 'Delete an event',
  description: 'Of a series: all of its dates, unless the id is that of one date.',
  input: z.object({ calendar, event: eventId, notify }),
  output: z.object({ event: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  example: { event: 'planning2026' },
  run: async ({ http }, input) => {
    try {
      await http.delete(eventPath(input.calendar, input.event), z.unknown(), {
        query: { sendUpdates: input.notify },
        repeatable: true,
      });
    } catch (error) {
      // 410: it is deleted already.
      if (!isAppCallError(error) || error.details.status !== 410) throw error;
    }
    return { event: input.event };
  },
});

export const moveEvent = defineAction({
  title: 'Move an event to another calendar',
  description: 'The other calendar becomes its organiser. Only ordinary events can be moved.',
  input: z.object({
    calendar,
    event: eventId,
    to: z.string().trim().min(1, 'Which calendar?').meta({ title: 'To calendar', options: 'calendars' }),
    notify,
  }),
  output: event,
  effect: 'writes',
  repeat: 'none',
  example: { event: 'planning2026', to: 'team@group.calendar.google.com' },
  run: async ({ http }, input) =>
    (
      await http.post(`${eventPath(input.calendar, input.event)}/move`, event, {
        query: { destination: input.to, sendUpdates: input.notify },
      })
    ).body,
});

export const quickAdd = defineAction({
  title: 'Create an event from a sentence',
  description: 'Google finds day, time and title in it. Nobody is invited.',
  input: z.object({
    calendar,
    text: z
      .string()
      .trim()
      .min(1, 'A sentence.')
      .meta({ title: 'Sentence', placeholder: 'Lunch with Ada on Friday at noon' }),
  }),
  output: event,
  effect: 'writes',
  repeat: 'none',
  example: { text: 'Lunch with Ada on Friday at noon' },
  run: async ({ http }, input) =>
    (await http.post(`${eventsPath(input.calendar)}/quickAdd`, event, { query: { text: input.text } })).body,
});
