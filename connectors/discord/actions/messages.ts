import { z } from 'zod';
import { defineAction, hashOf } from '../../kit/index.ts';
import { channelPath, memberPath } from '../server.ts';
import { channel, embeds, mentions, message, notify, text, user } from './fields.ts';

const sent = z.looseObject({ id: z.string(), channel_id: z.string() });

/** Up to 25 characters. Discord knows it again for a few minutes, which is as long as a request is repeated. */
const nonceOf = (idempotencyKey: string) => hashOf('sha256', idempotencyKey).toString('hex').slice(0, 25);

export const sendMessage = defineAction({
  title: 'Send a message to a channel',
  input: z.object({
    channel,
    text,
    embeds,
    replyTo: message.optional().meta({ title: 'Reply to', description: 'The id of a message in the same channel.' }),
    notify,
  }),
  output: sent,
  effect: 'writes',
  repeat: 'key',
  example: { channel: '1180000000000000003', text: 'The order **42** was paid.' },
  run: async (context, input, { idempotencyKey }) => {
    const path = `${await channelPath(context, input.channel)}/messages`;
    const json = {
      content: input.text,
      ...(input.embeds && { embeds: input.embeds }),
      ...(input.replyTo && { message_reference: { message_id: input.replyTo } }),
      ...mentions(input.notify),
      nonce: nonceOf(idempotencyKey),
      enforce_nonce: true,
    };
    return (await context.http.post(path, sent, { json, repeatable: true })).body;
  },
});

const opened = z.object({ id: z.string() });

export const sendDirectMessage = defineAction({
  title: 'Send a message to a member',
  description: 'Members can close their direct messages; Discord then refuses.',
  input: z.object({ user, text, embeds }),
  output: sent,
  effect: 'writes',
  repeat: 'key',
  example: { user: '1180000000000000004', text: 'Your export is ready.' },
  run: async (context, input, { idempotencyKey }) => {
    const { http } = context;
    // One bot serves all customers: each may write to members of its own server only.
    await http.get(memberPath(context, input.user), z.looseObject({}));
    const { id } = (
      await http.post('/users/@me/channels', opened, { json: { recipient_id: input.user }, repeatable: true })
    ).body;
    const json = {
      content: input.text,
      ...(input.embeds && { embeds: input.embeds }),
      nonce: nonceOf(idempotencyKey),
      enforce_nonce: true,
    };
    return (await http.post(`/channels/${encodeURIComponent(id)}/messages`, sent, { json, repeatable: true })).body;
  },
});

export const updateMessage = defineAction({
  title: 'Change a message',
  description: 'One that this bot has sent.',
  input: z.object({ channel, message, text, embeds, notify }),
  output: sent,
  effect: 'writes',
  repeat: 'natural',
  example: { channel: '1180000000000000003', message: '1180000000000000006', text: 'The order **42** was refunded.' },
  run: async (context, input) => {
    const path = `${await channelPath(context, input.channel)}/messages/${encodeURIComponent(input.message)}`;
    const json = { content: input.text, ...(input.embeds && { embeds: input.embeds }), ...mentions(input.notify) };
    return (await context.http.patch(path, sent, { json, repeatable: true })).body;
  },
});

export const deleteMessage = defineAction({
  title: 'Delete a message',
  description: "Another's than the bot's own needs the permission Manage Messages.",
  input: z.object({ channel, message }),
  output: z.null(),
  effect: 'destroys',
  repeat: 'natural',
  example: { channel: '1180000000000000003', message: '1180000000000000006' },
  run: async (context, input) => {
    const path = `${await channelPath(context, input.channel)}/messages/${encodeURIComponent(input.message)}`;
    await context.http.delete(path, z.unknown());
    return null;
  },
});

export const addReaction = defineAction({
  title: 'React to a message',
  input: z.object({
    channel,
    message,
    emoji: z
      .string()
      .regex(/^(\p{RGI_Emoji}|\w+:\d+)$/v, 'An emoji, or name:id of one of the server.')
      .meta({ title: 'Emoji', placeholder: '👀' }),
  }),
  output: z.null(),
  effect: 'writes',
  repeat: 'natural',
  example: { channel: '1180000000000000003', message: '1180000000000000006', emoji: '👀' },
  run: async (context, input) => {
    const path = `${await channelPath(context, input.channel)}/messages/${encodeURIComponent(input.message)}`;
    await context.http.put(`${path}/reactions/${encodeURIComponent(input.emoji)}/@me`, z.unknown(), {
      repeatable: true,
    });
    return null;
  },
});
