import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { changeChannels, createChannels, meetings, people, readMembers, writeMembers } from '../auth.ts';
import { channel as channelRow, member } from '../objects/rows.ts';
import { channel, channelPath, quoted, team, teamPath } from '../settings.ts';
import { memberOf, most, person, sample } from './fields.ts';

const name = z.string().trim().min(1, 'A name.').max(50, 'At most 50 letters.').meta({ title: 'Name' });
const description = z.string().optional().meta({ title: 'Description' });

export const createChannel = defineAction({
  title: 'Create a channel',
  input: z.object({
    team,
    name,
    description,
    kind: z
      .enum(['standard', 'private'])
      .default('standard')
      .meta({ title: 'Kind', choices: { standard: 'For the whole team', private: 'For some of the team' } }),
  }),
  output: channelRow,
  effect: 'writes',
  repeat: 'none',
  scopes: [createChannels],
  example: { team: sample.team, name: 'Globex', description: 'All about Globex' },
  run: async ({ http }, input) => {
    const json = { displayName: input.name, description: input.description, membershipType: input.kind };
    return (await http.post(`${teamPath(input.team)}/channels`, channelRow, { json })).body;
  },
});

export const updateChannel = defineAction({
  title: 'Rename or describe a channel',
  input: z.object({ team, channel, name: name.optional(), description }),
  output: z.object({ channel: z.string() }),
  effect: 'writes',
  repeat: 'natural',
  scopes: [changeChannels],
  example: { team: sample.team, channel: sample.channel, description: 'All about Globex' },
  run: async ({ http }, input) => {
    const json = { displayName: input.name, description: input.description };
    await http.patch(channelPath(input.team, input.channel), z.unknown(), { json, repeatable: true });
    return { channel: input.channel };
  },
});

export const addMember = defineAction({
  title: 'Add a person to a team',
  description: 'Who is in it already stays as they are.',
  input: z.object({ team, person, owner: z.boolean().default(false).meta({ title: 'As an owner' }) }),
  output: member,
  effect: 'writes',
  repeat: 'natural',
  scopes: [writeMembers],
  example: { team: sample.team, person: sample.person },
  run: async ({ http }, input) =>
    (
      await http.post(`${teamPath(input.team)}/members`, member, {
        json: memberOf(input.person, input.owner ? ['owner'] : []),
      })
    ).body,
});

export const removeMember = defineAction({
  title: 'Remove a person from a team',
  input: z.object({
    team,
    member: z
      .string()
      .trim()
      .min(1, 'Which member?')
      .meta({ title: 'Member', description: 'The id of the membership.' }),
  }),
  output: z.object({ member: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  scopes: [writeMembers],
  example: { team: sample.team, member: 'MCMjMSMjZmJlMmJm' },
  run: async ({ http }, input) => {
    await http.delete(`${teamPath(input.team)}/members/${encodeURIComponent(input.member)}`, z.unknown());
    return { member: input.member };
  },
});

const members = z.looseObject({ value: z.array(member).default([]), '@odata.nextLink': z.string().optional() });

export const listMembers = defineAction({
  title: 'List who is in a team',
  input: z.object({ team }),
  output: z.object({ members: z.array(member), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [readMembers],
  example: { team: sample.team },
  run: async ({ http }, input) => {
    const { body } = await http.get(`${teamPath(input.team)}/members`, members, { query: { $top: 999 } });
    return { members: body.value, hasMore: body['@odata.nextLink'] !== undefined };
  },
});

const user = z.looseObject({ id: z.string(), displayName: z.string().nullish(), mail: z.string().nullish() });

export const findPeople = defineAction({
  title: 'Find people',
  description: 'Of the organisation, by how name or address begins.',
  input: z.object({ words: z.string().trim().min(1, 'Who?').meta({ title: 'Name or address' }), most }),
  output: z.object({ people: z.array(user) }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [people],
  example: { words: 'ada' },
  run: async ({ http }, input) => {
    const fields = ['displayName', 'mail', 'userPrincipalName'];
    const query = {
      $filter: fields.map((field) => `startswith(${field},${quoted(input.words)})`).join(' or '),
      $select: 'id,displayName,mail,userPrincipalName',
      $top: input.most,
    };
    const { body } = await http.get('/users', z.looseObject({ value: z.array(user).default([]) }), { query });
    return { people: body.value };
  },
});

const moment = z.iso
  .datetime({ offset: true, error: 'A time with its zone, as 2026-12-01T10:00:00+01:00.' })
  .meta({ placeholder: '2026-12-01T10:00:00+01:00' });
const meeting = z.looseObject({ id: z.string(), joinWebUrl: z.string().nullish(), subject: z.string().nullish() });

export const createMeeting = defineAction({
  title: 'Create a meeting with a link',
  description: 'Nobody is invited, and no calendar has it: it is the link alone.',
  input: z.object({
    title: z.string().min(1, 'A title.').meta({ title: 'Title' }),
    start: moment.meta({ title: 'Begins' }),
    end: moment.meta({ title: 'Ends' }),
  }),
  output: meeting,
  effect: 'writes',
  repeat: 'none',
  scopes: [meetings],
  example: { title: 'Planning', start: '2026-12-01T10:00:00+01:00', end: '2026-12-01T11:00:00+01:00' },
  run: async ({ http }, input) => {
    const json = { subject: input.title, startDateTime: input.start, endDateTime: input.end };
    return (await http.post('/me/onlineMeetings', meeting, { json })).body;
  },
});
