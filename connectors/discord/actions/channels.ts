import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { channel as channelRow } from '../objects/channel.ts';
import { channelPath, serverPath } from '../server.ts';
import { channel, parent } from './fields.ts';

const name = z.string().min(1).max(100).meta({ title: 'Name', placeholder: 'orders' });
const topic = z.string().max(1024).optional().meta({ title: 'Topic' });

export const createChannel = defineAction({
  title: 'Create a text channel',
  description: 'Needs the permission Manage Channels.',
  input: z.object({ name, topic, parent }),
  output: channelRow,
  effect: 'writes',
  repeat: 'none',
  example: { name: 'orders', topic: 'Orders of today' },
  run: async (context, { parent: parent_id, ...input }) => {
    const json = { ...input, ...(parent_id && { parent_id }), type: 0 };
    return (await context.http.post(serverPath(context, '/channels'), channelRow, { json })).body;
  },
});

export const updateChannel = defineAction({
  title: 'Change a channel',
  description: 'Needs the permission Manage Channels. The name can be changed twice in ten minutes.',
  input: z.object({ channel, name: name.optional().meta({ title: 'Name' }), topic, parent }),
  output: channelRow,
  effect: 'writes',
  repeat: 'natural',
  example: { channel: '1180000000000000003', topic: 'Orders of today' },
  run: async (context, { channel: id, parent: parent_id, ...input }) => {
    const json = { ...input, ...(parent_id && { parent_id }) };
    return (await context.http.patch(await channelPath(context, id), channelRow, { json, repeatable: true })).body;
  },
});

export const deleteChannel = defineAction({
  title: 'Delete a channel',
  description: 'With all of its messages. Needs the permission Manage Channels.',
  input: z.object({ channel }),
  output: channelRow,
  effect: 'destroys',
  repeat: 'natural',
  example: { channel: '1180000000000000003' },
  run: async (context, input) =>
    (await context.http.delete(await channelPath(context, input.channel), channelRow)).body,
});

const invite = z.looseObject({ code: z.string() });

export const createInvite = defineAction({
  title: 'Create an invitation',
  description: 'Needs the permission Create Invite.',
  input: z.object({
    channel,
    hours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .meta({ title: 'Hours that it is good for', description: '0: for ever.' }),
    uses: z.int().min(0).max(100).default(1).meta({ title: 'How many may use it', description: '0: any number.' }),
  }),
  output: z.object({ code: z.string(), url: z.string() }),
  effect: 'writes',
  repeat: 'none',
  example: { channel: '1180000000000000003' },
  run: async (context, { channel: id, hours, uses }) => {
    const json = { max_age: hours * 3600, max_uses: uses, unique: true };
    const { code } = (await context.http.post(`${await channelPath(context, id)}/invites`, invite, { json })).body;
    return { code, url: `https://discord.gg/${code}` };
  },
});
