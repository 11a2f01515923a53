import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { accountPath } from '../account.ts';
import { call } from '../objects/rows.ts';
import { callSid, ownNumber, to } from './fields.ts';

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escaped = (value: string) => value.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

export const callAndSay = defineAction({
  title: 'Call somebody and say something',
  input: z.object({
    from: ownNumber,
    to,
    text: z.string().min(1).max(3000).meta({ title: 'What is said', multiline: true }),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/, 'As in en-GB or de-DE.')
      .default('en-US')
      .meta({ title: 'Language', placeholder: 'en-US' }),
  }),
  output: call,
  effect: 'writes',
  repeat: 'none',
  example: { from: '+15005550006', to: '+15005550010', text: 'The server room is too warm.' },
  run: async (context, input) => {
    const Twiml = `<Response><Say language="${escaped(input.language)}">${escaped(input.text)}</Say></Response>`;
    const form = { To: input.to, From: input.from, Twiml };
    return (await context.http.post(accountPath(context, '/Calls.json'), call, { form })).body;
  },
});

export const endCall = defineAction({
  title: 'End a call',
  input: z.object({ call: callSid }),
  output: call,
  effect: 'writes',
  repeat: 'natural',
  example: { call: 'CA00000000000000000000000000000001' },
  run: async (context, input) => {
    const path = accountPath(context, `/Calls/${encodeURIComponent(input.call)}.json`);
    return (await context.http.post(path, call, { form: { Status: 'completed' }, repeatable: true })).body;
  },
});
