import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { meeting as row } from '../objects/rows.ts';
import { userPath } from '../paths.ts';
import { agenda, asZoomTime, meeting, minutes, start, timezone, topic } from './fields.ts';

const path = (id: string, rest = '') => `/meetings/${encodeURIComponent(id)}${rest}`;
const created = z.looseObject({ id: z.int(), join_url: z.string(), start_url: z.string().optional() });

export const createMeeting = defineAction({
  title: 'Create a meeting',
  description: 'A person can make or change 100 a day.',
  input: z.object({
    topic,
    start: start.optional().meta({ title: 'Begins', description: 'Empty: at once.' }),
    minutes: minutes.default(60).meta({ title: 'Minutes' }),
    timezone,
    agenda,
    waitingRoom: z.boolean().optional().meta({ title: 'Waiting room' }),
    registration: z.boolean().default(false).meta({ title: 'People must register', description: 'Needs a paid plan.' }),
    record: z
      .enum(['none', 'local', 'cloud'])
      .optional()
      .meta({ title: 'Record', choices: { none: 'No', local: 'On the computer', cloud: 'In the cloud' } }),
  }),
  output: created,
  effect: 'writes',
  repeat: 'none',
  scopes: ['meeting:write:meeting'],
  example: { topic: 'Demo for Globex', start: '2026-12-01T10:00:00+01:00', minutes: 30, timezone: 'Europe/Berlin' },
  run: async (context, input) => {
    const { waitingRoom, registration, record } = input;
    const settings = {
      ...(waitingRoom !== undefined && { waiting_room: waitingRoom }),
      ...(registration && { approval_type: 0 }),
      ...(record && { auto_recording: record }),
    };
    const json = {
      topic: input.topic,
      type: input.start === undefined ? 1 : 2,
      ...(input.start && { start_time: asZoomTime(input.start) }),
      duration: input.minutes,
      ...(input.timezone && { timezone: input.timezone }),
      ...(input.agenda && { agenda: input.agenda }),
      settings,
    };
    return (await context.http.post(userPath(context, '/meetings'), created, { json })).body;
  },
});

export const updateMeeting = defineAction({
  title: 'Change a meeting',
  input: z.object({
    meeting,
    topic: topic.optional().meta({ title: 'Topic' }),
    start: start.optional().meta({ title: 'Begins' }),
    minutes: minutes.optional().meta({ title: 'Minutes' }),
    timezone,
    agenda,
  }),
  output: z.null(),
  effect: 'writes',
  repeat: 'natural',
  scopes: ['meeting:update:meeting'],
  example: { meeting: '85746065432', start: '2026-12-01T11:00:00+01:00' },
  run: async ({ http }, { meeting: id, start: begins, minutes: duration, ...input }) => {
    const json = { ...input, ...(begins && { start_time: asZoomTime(begins) }), ...(duration && { duration }) };
    await http.patch(path(id), z.unknown(), { json, repeatable: true });
    return null;
  },
});

export const deleteMeeting = defineAction({
  title: 'Delete a meeting',
  input: z.object({
    meeting,
    tell: z.boolean().default(false).meta({ title: 'Tell who registered', description: 'By e-mail.' }),
  }),
  output: z.null(),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['meeting:delete:meeting'],
  example: { meeting: '85746065432' },
  run: async ({ http }, { meeting: id, tell }) => {
    await http.delete(path(id), z.unknown(), { query: { cancel_meeting_reminder: tell || undefined } });
    return null;
  },
});

export const endMeeting = defineAction({
  title: 'End a meeting that runs',
  input: z.object({ meeting }),
  output: z.null(),
  effect: 'writes',
  repeat: 'natural',
  scopes: ['meeting:update:status'],
  example: { meeting: '85746065432' },
  run: async ({ http }, input) => {
    await http.put(path(input.meeting, '/status'), z.unknown(), { json: { action: 'end' }, repeatable: true });
    return null;
  },
});

export const findMeeting = defineAction({
  title: 'Look up a meeting',
  input: z.object({ meeting }),
  output: row,
  effect: 'reads',
  repeat: 'natural',
  example: { meeting: '85746065432' },
  run: async ({ http }, input) => (await http.get(path(input.meeting), row)).body,
});
