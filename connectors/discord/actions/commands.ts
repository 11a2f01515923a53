import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { serverOf } from '../server.ts';
import { embeds, mentions, text } from './fields.ts';

const own = z.object({ id: z.string() });
const command = z.looseObject({ id: z.string(), name: z.string() });

export const createCommand = defineAction({
  title: 'Offer a command in the server',
  description: 'People then type /name. One of the same name is replaced.',
  input: z.object({
    name: z
      .string()
      .regex(/^[\p{Ll}\p{Lo}\p{N}_-]{1,32}$/u, 'Up to 32 lower-case letters, digits, - and _.')
      .meta({ title: 'Name', placeholder: 'order' }),
    description: z.string().min(1).max(100).meta({ title: 'What it does' }),
    argument: z
      .string()
      .regex(/^[\p{Ll}\p{Lo}\p{N}_-]{1,32}$/u, 'Up to 32 lower-case letters, digits, - and _.')
      .optional()
      .meta({ title: 'What is asked for', description: 'A text that is typed after it: number.' }),
  }),
  output: command,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['applications.commands'],
  example: { name: 'order', description: 'Shows an order', argument: 'number' },
  run: async (context, { name, description, argument }) => {
    const { http } = context;
    const { id } = (await http.get('/oauth2/applications/@me', own)).body;
    const options = argument === undefined ? [] : [{ type: 3, name: argument, description: argument, required: true }];
    // In this server only: a command of the app as a whole would be offered to all customers.
    const path = `/applications/${encodeURIComponent(id)}/guilds/${encodeURIComponent(serverOf(context))}/commands`;
    const json = { type: 1, name, description, options };
    return (await http.post(path, command, { json, repeatable: true })).body;
  },
});

const sent = z.looseObject({ id: z.string(), channel_id: z.string() });

export const answerCommand = defineAction({
  title: 'Answer a command',
  description: 'Within 15 minutes of it. After a button it changes the message that holds the button.',
  input: z.object({
    application: z
      .string()
      .regex(/^\d{15,20}$/, 'An id is a number of 15 to 20 digits.')
      .meta({ title: 'Application ID', description: 'application_id of what began the flow.' }),
    token: z.string().min(1).meta({ title: 'Token', description: 'token of what began the flow.' }),
    text,
    embeds,
  }),
  output: sent,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['applications.commands'],
  example: { application: '1180000000000000001', token: 'aW50ZXJhY3Rpb246', text: 'The order **42** is on its way.' },
  run: async ({ http }, input) => {
    const { application, token } = input;
    const path = `/webhooks/${encodeURIComponent(application)}/${encodeURIComponent(token)}/messages/@original`;
    const json = { content: input.text, ...(input.embeds && { embeds: input.embeds }), ...mentions('people') };
    return (await http.patch(path, sent, { json, repeatable: true })).body;
  },
});
