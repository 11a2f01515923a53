import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { to, verifyService } from './fields.ts';

const number = z.looseObject({
  phone_number: z.string().nullish(),
  valid: z.boolean().nullish(),
  country_code: z.string().nullish(),
  national_format: z.string().nullish(),
  line_type_intelligence: z.looseObject({ type: z.string().nullish(), carrier_name: z.string().nullish() }).nullish(),
});

export const lookUpNumber = defineAction({
  title: 'Look up a phone number',
  description: 'Whether it is right costs nothing; what kind of line it is, Twilio charges for.',
  input: z.object({
    number: to.meta({ title: 'Number', placeholder: '+4915112345678' }),
    lineType: z.boolean().default(false).meta({ title: 'Also the kind of line' }),
  }),
  output: number,
  effect: 'reads',
  repeat: 'natural',
  example: { number: '+14159929960' },
  run: async ({ http }, input) => {
    const query = { Fields: input.lineType ? 'line_type_intelligence' : undefined };
    const url = `https://lookups.twilio.com/v2/PhoneNumbers/${encodeURIComponent(input.number)}`;
    return (await http.get(url, number, { query })).body;
  },
});

const verification = z.looseObject({
  sid: z.string(),
  status: z.string(),
  valid: z.boolean().nullish(),
  to: z.string().nullish(),
});
const servicePath = (service: string, rest: string) =>
  `https://verify.twilio.com/v2/Services/${encodeURIComponent(service)}/${rest}`;
const example = { service: 'VA00000000000000000000000000000001', to: '+15005550010' };

export const sendCode = defineAction({
  title: 'Send a code to verify a number',
  input: z.object({
    service: verifyService,
    to,
    channel: z
      .enum(['sms', 'call', 'whatsapp'])
      .default('sms')
      .meta({ title: 'By', choices: { sms: 'Text message', call: 'Call', whatsapp: 'WhatsApp' } }),
  }),
  output: verification,
  effect: 'writes',
  repeat: 'none',
  example,
  run: async ({ http }, input) => {
    const form = { To: input.to, Channel: input.channel };
    return (await http.post(servicePath(input.service, 'Verifications'), verification, { form })).body;
  },
});

export const checkCode = defineAction({
  title: 'Check a code',
  description: 'Status approved: it was right. Five tries; a code is gone after ten minutes, or when it was right.',
  input: z.object({
    service: verifyService,
    to,
    code: z
      .string()
      .trim()
      .regex(/^\d{4,10}$/, 'A code has 4 to 10 digits.')
      .meta({ title: 'Code' }),
  }),
  output: verification,
  effect: 'writes',
  repeat: 'none',
  example: { ...example, code: '123456' },
  run: async ({ http }, input) => {
    const form = { To: input.to, Code: input.code };
    return (await http.post(servicePath(input.service, 'VerificationCheck'), verification, { form })).body;
  },
});
