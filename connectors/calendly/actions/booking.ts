import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { learntAddress } from '../check.ts';
import { invitee } from '../objects/rows.ts';
import { end, eventTypeUri, start, utc } from './fields.ts';

const eventType = 'https://api.calendly.com/event_types/AAAAAAAAAAAAAAAA';
const times = z.object({
  collection: z.array(
    z.looseObject({ status: z.string(), start_time: z.string(), scheduling_url: z.string().nullish() }),
  ),
});
const timeZone = z.string().min(1).meta({ title: 'Time zone', placeholder: 'Europe/Berlin' });

export const listAvailableTimes = defineAction({
  title: 'List the free times of an event type',
  description: 'Up to 31 days, beginning in the future.',
  input: z.object({ eventType: eventTypeUri, from: start, until: end }),
  output: z.object({ times: times.shape.collection }),
  effect: 'reads',
  repeat: 'natural',
  example: { eventType, from: '2027-01-11T08:00:00Z', until: '2027-01-15T17:00:00Z' },
  run: async ({ http }, { eventType: event_type, from, until }) => {
    const query = { event_type, start_time: utc(from), end_time: utc(until) };
    return { times: (await http.get('/event_type_available_times', times, { query })).body.collection };
  },
});

const busy = z.object({
  collection: z.array(z.looseObject({ type: z.string(), start_time: z.string(), end_time: z.string() })),
});

export const listBusyTimes = defineAction({
  title: 'List when I am busy',
  description: 'Meetings of Calendly and of the calendars behind it, up to seven days.',
  input: z.object({ from: start, until: end }),
  output: z.object({ times: busy.shape.collection }),
  effect: 'reads',
  repeat: 'natural',
  scopes: ['availability:read'],
  example: { from: '2027-01-11T08:00:00Z', until: '2027-01-15T17:00:00Z' },
  run: async ({ http, learnt }, { from, until }) => {
    const query = { user: learntAddress(learnt, 'user'), start_time: utc(from), end_time: utc(until) };
    return { times: (await http.get('/user_busy_times', busy, { query })).body.collection };
  },
});

export const bookMeeting = defineAction({
  title: 'Book a meeting',
  description:
    'At a time that is free. Invitations are sent as if somebody had booked it. Paid plans only; Calendly allows a hundred a day.',
  input: z.object({
    eventType: eventTypeUri,
    start: z.iso.datetime({ offset: true }).meta({ title: 'Begins' }),
    name: z.string().min(1).meta({ title: 'Name' }),
    email: z.email().meta({ title: 'E-mail' }),
    timeZone,
    guests: z.array(z.email()).max(10).optional().meta({ title: 'Guests' }),
    location: z
      .object({
        kind: z.string().min(1).meta({ title: 'Kind', placeholder: 'zoom_conference' }),
        location: z.string().optional().meta({ title: 'Where', description: 'A place, or a phone number.' }),
      })
      .optional()
      .meta({ title: 'Place', description: 'Needed where the event type leaves a choice.' }),
    answers: z
      .array(
        z.object({
          question: z.string().min(1).meta({ title: 'Question' }),
          answer: z.string().meta({ title: 'Answer' }),
          position: z.int().min(0).default(0).meta({ title: 'Position' }),
        }),
      )
      .optional()
      .meta({ title: 'Answers' }),
  }),
  output: invitee,
  effect: 'writes',
  repeat: 'none',
  scopes: ['scheduled_events:write'],
  example: {
    eventType,
    start: '2027-01-12T10:00:00Z',
    name: 'Mara Lind',
    email: 'mara@globex.example',
    timeZone: 'Europe/Berlin',
  },
  run: async ({ http }, { eventType: event_type, start: from, name, email, timeZone: timezone, ...more }) => {
    const json = {
      event_type,
      start_time: utc(from),
      invitee: { name, email, timezone },
      ...(more.guests && { event_guests: more.guests }),
      ...(more.location && { location: more.location }),
      ...(more.answers && { questions_and_answers: more.answers }),
    };
    return (await http.post('/invitees', z.object({ resource: invitee }), { json })).body.resource;
  },
});

const link = z.looseObject({ booking_url: z.string(), owner: z.string().nullish() });

export const createSingleUseLink = defineAction({
  title: 'Create a booking link that is good once',
  description: 'It ends when it was used, or after 90 days.',
  input: z.object({ eventType: eventTypeUri }),
  output: link,
  effect: 'writes',
  repeat: 'none',
  scopes: ['scheduling_links:write'],
  example: { eventType },
  run: async ({ http }, { eventType: owner }) => {
    const json = { max_event_count: 1, owner, owner_type: 'EventType' };
    return (await http.post('/scheduling_links', z.object({ resource: link }), { json })).body.resource;
  },
});
