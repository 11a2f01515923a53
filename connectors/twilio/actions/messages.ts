import { z } from 'zod';
import { type ConnectorContext, defineAction } from '../../kit/index.ts';
import { accountPath } from '../account.ts';
import { message } from '../objects/rows.ts';
import { from, media, messageSid, messagingService, ownNumber, text, to } from './fields.ts';

/** Twilio knows no idempotency key here: it is sent once, also when the answer gets lost. */
const send = async (context: ConnectorContext<unknown>, form: Record<string, string | undefined>) =>
  (await context.http.post(accountPath(context, '/Messages.json'), message, { form })).body;

const sidPath = (context: ConnectorContext<unknown>, sid: string) =>
  accountPath(context, `/Messages/${encodeURIComponent(sid)}.json`);

const sid = 'SM00000000000000000000000000000001';

export const sendSms = defineAction({
  title: 'Send a text message',
  input: z.object({ from, to, text, media }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  example: { from: '+15005550006', to: '+15005550010', text: 'Your order 42 is on its way.' },
  run: (context, input) =>
    send(context, { To: input.to, From: input.from, Body: input.text, ...(input.media && { MediaUrl: input.media }) }),
});

export const sendWhatsApp = defineAction({
  title: 'Send a WhatsApp message',
  description: 'Free text within 24 hours of what the person wrote; else a template that WhatsApp has approved.',
  input: z
    .object({
      from: ownNumber.meta({ title: 'From', description: 'A WhatsApp sender of this account.', options: 'numbers' }),
      to,
      text: text.optional(),
      template: z
        .string()
        .regex(/^HX[0-9a-fA-F]{32}$/, 'The SID of a content template begins with HX.')
        .optional()
        .meta({ title: 'Template SID', placeholder: 'HX…' }),
      values: z
        .record(z.string(), z.string())
        .optional()
        .meta({ title: 'Values of the template', description: 'By their numbers.' }),
    })
    .refine((input) => input.text !== undefined || input.template !== undefined, {
      error: 'Either a text or a template is needed.',
      path: ['text'],
    }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  example: { from: '+14155238886', to: '+15005550010', text: 'Your order 42 is on its way.' },
  run: (context, input) =>
    send(context, {
      To: `whatsapp:${input.to}`,
      From: `whatsapp:${input.from}`,
      ...(input.template ? { ContentSid: input.template } : { Body: input.text }),
      ...(input.template && input.values && { ContentVariables: JSON.stringify(input.values) }),
    }),
});

export const scheduleSms = defineAction({
  title: 'Send a text message later',
  description: 'From 5 minutes to 35 days ahead, through a messaging service.',
  input: z.object({ messagingService, to, text, at: z.iso.datetime({ offset: true }).meta({ title: 'When' }) }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  example: {
    messagingService: 'MG00000000000000000000000000000001',
    to: '+15005550010',
    text: 'Your table is booked for tonight.',
    at: '2026-12-01T16:00:00Z',
  },
  run: (context, input) =>
    send(context, {
      To: input.to,
      MessagingServiceSid: input.messagingService,
      Body: input.text,
      ScheduleType: 'fixed',
      SendAt: `${new Date(input.at).toISOString().slice(0, 19)}Z`,
    }),
});

export const cancelMessage = defineAction({
  title: 'Cancel a message that waits',
  input: z.object({ message: messageSid }),
  output: message,
  effect: 'writes',
  repeat: 'natural',
  example: { message: sid },
  run: async (context, input) =>
    (
      await context.http.post(sidPath(context, input.message), message, {
        form: { Status: 'canceled' },
        repeatable: true,
      })
    ).body,
});

export const redactMessage = defineAction({
  title: 'Erase the text of a message',
  description: 'Who wrote to whom and when stays.',
  input: z.object({ message: messageSid }),
  output: message,
  effect: 'destroys',
  repeat: 'natural',
  example: { message: sid },
  run: async (context, input) =>
    (await context.http.post(sidPath(context, input.message), message, { form: { Body: '' }, repeatable: true })).body,
});

export const deleteMessage = defineAction({
  title: 'Delete a message',
  description: 'From the log of the account; it stays on the phone.',
  input: z.object({ message: messageSid }),
  output: z.null(),
  effect: 'destroys',
  repeat: 'natural',
  example: { message: sid },
  run: async (context, input) => {
    await context.http.delete(sidPath(context, input.message), z.unknown());
    return null;
  },
});
