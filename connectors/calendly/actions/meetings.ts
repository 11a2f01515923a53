import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { idOf, isNotFound, learntAddress } from '../check.ts';
import { invitee, scheduledEvent } from '../objects/rows.ts';
import { end, eventUri, inviteeUri, start, utc } from './fields.ts';

const meeting = 'https://api.calendly.com/scheduled_events/GBGBDCAADAEDCRZ2';
const person = `${meeting}/invitees/AAAAAAAAAAAAAAAA`;
const pathOf = (uri: string) => `/scheduled_events/${encodeURIComponent(idOf(uri))}`;
const cancelled = z.looseObject({ canceled_by: z.string().nullish(), reason: z.string().nullish() });
const noShow = z.looseObject({ uri: z.string(), invitee: z.string().nullish() });

export const getMeeting = defineAction({
  title: 'Get a meeting',
  input: z.object({ event: eventUri }),
  output: scheduledEvent,
  effect: 'reads',
  repeat: 'natural',
  example: { event: meeting },
  run: async ({ http }, { event }) =>
    (await http.get(pathOf(event), z.object({ resource: scheduledEvent }))).body.resource,
});

export const findMeetings = defineAction({
  title: 'Find meetings',
  description: 'Your own ones, or those of the organisation if you are its owner or admin.',
  input: z.object({
    email: z.email().optional().meta({ title: 'With the invitee' }),
    status: z
      .enum(['active', 'canceled'])
      .optional()
      .meta({ title: 'Status', choices: { active: 'Active', canceled: 'Cancelled' } }),
    from: start.optional().meta({ title: 'Begins from' }),
    until: end.optional().meta({ title: 'Begins until' }),
    everybody: z.boolean().default(false).meta({ title: 'Of the whole organisation' }),
  }),
  output: z.object({ meetings: z.array(scheduledEvent) }),
  effect: 'reads',
  repeat: 'natural',
  example: { email: 'mara@globex.example', status: 'active' },
  run: async ({ http, learnt }, { email, status, from, until, everybody }) => {
    const whose = everybody ? 'organization' : 'user';
    const query = {
      [whose]: learntAddress(learnt, whose),
      invitee_email: email,
      status,
      min_start_time: from && utc(from),
      max_start_time: until && utc(until),
      sort: 'start_time:asc',
      count: 100,
    };
    const found = z.object({ collection: z.array(scheduledEvent) });
    return { meetings: (await http.get('/scheduled_events', found, { query })).body.collection };
  },
});

export const listInvitees = defineAction({
  title: 'List the invitees of a meeting',
  input: z.object({ event: eventUri }),
  output: z.object({ invitees: z.array(invitee) }),
  effect: 'reads',
  repeat: 'natural',
  example: { event: meeting },
  run: async ({ http }, { event }) => {
    const found = z.object({ collection: z.array(invitee) });
    const { body } = await http.get(`${pathOf(event)}/invitees`, found, { query: { count: 100 } });
    return { invitees: body.collection };
  },
});

export const cancelMeeting = defineAction({
  title: 'Cancel a meeting',
  description: 'Everybody who is invited is told by e-mail.',
  input: z.object({
    event: eventUri,
    reason: z.string().max(10_000).optional().meta({ title: 'Reason', description: 'They read it.', multiline: true }),
  }),
  output: cancelled,
  effect: 'destroys',
  repeat: 'none',
  scopes: ['scheduled_events:write'],
  example: { event: meeting, reason: 'The lamp is mended.' },
  run: async ({ http }, { event, reason }) => {
    const json = reason === undefined ? {} : { reason };
    return (await http.post(`${pathOf(event)}/cancellation`, z.object({ resource: cancelled }), { json })).body
      .resource;
  },
});

export const markNoShow = defineAction({
  title: 'Note that an invitee did not come',
  input: z.object({ invitee: inviteeUri }),
  output: noShow,
  effect: 'writes',
  repeat: 'none',
  scopes: ['scheduled_events:write'],
  example: { invitee: person },
  run: async ({ http }, { invitee: uri }) => {
    const json = { invitee: uri };
    return (await http.post('/invitee_no_shows', z.object({ resource: noShow }), { json })).body.resource;
  },
});

export const unmarkNoShow = defineAction({
  title: 'Note that an invitee came after all',
  input: z.object({ invitee: inviteeUri }),
  output: z.object({ wasMarked: z.boolean() }),
  effect: 'writes',
  repeat: 'natural',
  scopes: ['scheduled_events:write'],
  example: { invitee: person },
  run: async ({ http }, { invitee: uri }) => {
    const [event = '', , id = ''] = uri.split('/').slice(-3);
    const path = `${pathOf(event)}/invitees/${encodeURIComponent(id)}`;
    const known = (await http.get(path, z.object({ resource: invitee }))).body.resource.no_show?.uri;
    if (!known) return { wasMarked: false };
    try {
      await http.delete(`/invitee_no_shows/${encodeURIComponent(idOf(known))}`, z.unknown(), { answer: 'text' });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    return { wasMarked: true };
  },
});
