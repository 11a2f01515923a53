import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { sendMail as sendScope, writeMail } from '../auth.ts';
import { message } from '../objects/rows.ts';
import { messagePath } from '../settings.ts';
import { address, mail, messageId, messageOf, nothing, recipients } from './fields.ts';

const sent = z.object({ sent: z.boolean() });
const id = 'AAkALgAAmessage1';

export const sendMail = defineAction({
  title: 'Send a message',
  description: 'With attachments of up to 3 MB together.',
  input: z.object({
    ...mail,
    replyTo: z.array(address).optional().meta({ title: 'Answers go to' }),
    attachments: z
      .array(
        z.object({
          name: z.string().min(1).meta({ title: 'Name' }),
          contentType: z.string().default('application/octet-stream').meta({ title: 'Type' }),
          contentBytes: z
            .base64('The file in base64.')
            .max(4_200_000, 'At most 3 MB.')
            .meta({ title: 'Content in base64' }),
        }),
      )
      .optional()
      .meta({ title: 'Attachments' }),
    keep: z.boolean().default(true).meta({ title: 'Keep it among the sent ones' }),
  }),
  output: sent,
  effect: 'writes',
  repeat: 'none',
  scopes: [sendScope],
  example: { to: ['ada@globex.example'], subject: 'Your offer', body: 'Dear Ada, here it is.' },
  run: async ({ http }, input) => {
    const attachments = input.attachments?.map((one) => ({ '@odata.type': '#microsoft.graph.fileAttachment', ...one }));
    await http.post('/me/sendMail', nothing, {
      json: {
        message: { ...messageOf(input), replyTo: recipients(input.replyTo), attachments },
        saveToSentItems: input.keep,
      },
    });
    return { sent: true };
  },
});

export const reply = defineAction({
  title: 'Reply to a message',
  input: z.object({
    message: messageId,
    text: z.string().min(1, 'What is the answer?').meta({ title: 'Text', multiline: true }),
    all: z.boolean().default(false).meta({ title: 'To everybody' }),
  }),
  output: sent,
  effect: 'writes',
  repeat: 'none',
  scopes: [sendScope],
  example: { message: id, text: 'Thank you, we take it.' },
  run: async ({ http }, input) => {
    const json = { comment: input.text };
    await http.post(`${messagePath(input.message)}/${input.all ? 'replyAll' : 'reply'}`, nothing, { json });
    return { sent: true };
  },
});

export const forward = defineAction({
  title: 'Forward a message',
  input: z.object({ message: messageId, to: mail.to, text: z.string().default('').meta({ title: 'Text' }) }),
  output: sent,
  effect: 'writes',
  repeat: 'none',
  scopes: [sendScope],
  example: { message: id, to: ['grace@globex.example'], text: 'For you.' },
  run: async ({ http }, input) => {
    const json = { comment: input.text, toRecipients: recipients(input.to) };
    await http.post(`${messagePath(input.message)}/forward`, nothing, { json });
    return { sent: true };
  },
});

export const createDraft = defineAction({
  title: 'Create a draft',
  description: 'In the folder of drafts. Nothing is sent.',
  input: z.object({ ...mail, to: z.array(address).optional().meta({ title: 'To' }) }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  scopes: [writeMail],
  example: { to: ['ada@globex.example'], subject: 'Your offer', body: 'Dear Ada, here it is.' },
  run: async ({ http }, input) =>
    (await http.post('/me/messages', message, { json: messageOf({ ...input, to: input.to ?? [] }) })).body,
});

export const sendDraft = defineAction({
  title: 'Send a draft',
  input: z.object({ message: messageId }),
  output: sent,
  effect: 'writes',
  repeat: 'none',
  scopes: [sendScope],
  example: { message: id },
  run: async ({ http }, input) => {
    await http.post(`${messagePath(input.message)}/send`, nothing);
    return { sent: true };
  },
});
