import { z } from 'zod';
import { allPages, type ConnectorContext, defineAction } from '../../kit/index.ts';
import { meetingKey } from '../paths.ts';
import { meeting, past } from './fields.ts';

const pager = {
  kind: 'cursor',
  parameter: 'next_page_token',
  from: 'next_page_token',
  size: { parameter: 'page_size', value: 300 },
} as const;

async function readAll<Row extends z.ZodType>(
  context: ConnectorContext<unknown>,
  row: Row,
  request: { path: string; query?: Record<string, string> },
  rows: string,
): Promise<z.output<Row>[]> {
  const all: z.output<Row>[] = [];
  for await (const page of allPages(context, { pager, rows: `${rows}?`, request }))
    all.push(...z.array(row).parse(page));
  return all;
}

const added = z.looseObject({ registrant_id: z.string().optional(), join_url: z.string().optional() });

export const addRegistrant = defineAction({
  title: 'Register somebody for a meeting',
  description: 'The meeting must ask for registration. The same address can be registered three times a day.',
  input: z.object({
    meeting,
    email: z.email().max(128).meta({ title: 'E-mail' }),
    firstName: z.string().min(1).max(64).meta({ title: 'First name' }),
    lastName: z.string().max(64).optional().meta({ title: 'Last name' }),
    company: z.string().optional().meta({ title: 'Company' }),
  }),
  output: added,
  effect: 'writes',
  repeat: 'none',
  scopes: ['meeting:write:registrant'],
  example: { meeting: '85746065432', email: 'ada@acme.example', firstName: 'Ada', lastName: 'Moreno' },
  run: async ({ http }, input) => {
    const json = {
      email: input.email,
      first_name: input.firstName,
      ...(input.lastName && { last_name: input.lastName }),
      ...(input.company && { org: input.company }),
    };
    return (await http.post(`/meetings/${encodeURIComponent(input.meeting)}/registrants`, added, { json })).body;
  },
});

const registrant = z.looseObject({ id: z.string().optional(), email: z.string(), status: z.string().nullish() });

export const listRegistrants = defineAction({
  title: 'List who registered for a meeting',
  input: z.object({
    meeting,
    status: z
      .enum(['approved', 'pending', 'denied'])
      .default('approved')
      .meta({ title: 'Which', choices: { approved: 'Approved', pending: 'Waiting', denied: 'Denied' } }),
  }),
  output: z.object({ registrants: z.array(registrant) }),
  effect: 'reads',
  repeat: 'natural',
  scopes: ['meeting:read:list_registrants'],
  example: { meeting: '85746065432' },
  run: async (context, { meeting: id, status }) => {
    const request = { path: `/meetings/${encodeURIComponent(id)}/registrants`, query: { status } };
    return { registrants: await readAll(context, registrant, request, 'registrants') };
  },
});

export const removeRegistrant = defineAction({
  title: 'Take somebody off the registration',
  input: z.object({ meeting, registrant: z.string().min(1).meta({ title: 'Registrant', description: 'Their id.' }) }),
  output: z.null(),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['meeting:delete:registrant'],
  example: { meeting: '85746065432', registrant: '9tboDiHUQAeOnbmudzWa5g' },
  run: async ({ http }, input) => {
    const path = `/meetings/${encodeURIComponent(input.meeting)}/registrants/${encodeURIComponent(input.registrant)}`;
    await http.delete(path, z.unknown());
    return null;
  },
});

const participant = z.looseObject({
  id: z.string().nullish(),
  name: z.string().nullish(),
  user_email: z.string().nullish(),
  join_time: z.string().nullish(),
  leave_time: z.string().nullish(),
  duration: z.number().nullish(),
});

export const listParticipants = defineAction({
  title: 'List who took part in a meeting',
  description: 'After it has ended. Addresses of people from elsewhere are often empty. Needs a paid plan.',
  input: z.object({ meeting: past }),
  output: z.object({ participants: z.array(participant) }),
  effect: 'reads',
  repeat: 'natural',
  scopes: ['meeting:read:list_past_participants'],
  example: { meeting: '85746065432' },
  run: async (context, input) => {
    const request = { path: `/past_meetings/${meetingKey(input.meeting)}/participants` };
    return { participants: await readAll(context, participant, request, 'participants') };
  },
});
