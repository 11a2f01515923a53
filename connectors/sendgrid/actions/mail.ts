import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';

const address = (title: string) => z.email('An e-mail address, such as ada@acme.example.').meta({ title });
const people = z.array(address('E-mail')).max(1000);
const result = z.object({ messageId: z.string() });

const envelope = {
  from: address('From').meta({ title: 'From', description: 'A verified sender, or one of an authenticated domain.' }),
  fromName: z.string().optional().meta({ title: 'Name of the sender' }),
  to: people.min(1).meta({ title: 'To' }),
  cc: people.optional().meta({ title: 'Copy to' }),
  bcc: people.optional().meta({ title: 'Blind copy to' }),
  replyTo: address('Answers to').optional(),
  categories: z
    .array(z.string().max(255))
    .max(10)
    .optional()
    .meta({ title: 'Categories', description: 'For the statistics.' }),
  sendAt: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ title: 'When', description: 'Up to 72 hours ahead. Empty: at once.' }),
};

type Envelope = z.output<z.ZodObject<typeof envelope>>;
const each = (emails: string[] | undefined) => emails?.map((email) => ({ email }));

function outer(
  { from, fromName, to, cc, bcc, replyTo, categories, sendAt }: Envelope,
  personal: Record<string, unknown> = {},
) {
  return {
    from: { email: from, ...(fromName !== undefined && { name: fromName }) },
    personalizations: [
      { to: each(to), ...(cc?.length && { cc: each(cc) }), ...(bcc?.length && { bcc: each(bcc) }), ...personal },
    ],
    ...(replyTo !== undefined && { reply_to: { email: replyTo } }),
    ...(categories !== undefined && { categories }),
    ...(sendAt !== undefined && { send_at: Math.floor(Date.parse(sendAt) / 1000) }),
  };
}

/** SendGrid takes a message with 202 and an empty body; its name stands in a header. */
const messageId = (headers: Headers) => ({ messageId: headers.get('x-message-id') ?? '' });

export const sendEmail = defineAction({
  title: 'Send an e-mail',
  input: z
    .object({
      ...envelope,
      subject: z.string().min(1).max(998).meta({ title: 'Subject' }),
      text: z.string().optional().meta({ title: 'Text', multiline: true }),
      html: z.string().optional().meta({ title: 'HTML', multiline: true }),
    })
    .refine(({ text, html }) => text || html, {
      error: 'There is nothing to send: give a text, HTML or both.',
      path: ['text'],
    }),
  output: result,
  effect: 'writes',
  repeat: 'none',
  example: { from: 'shop@acme.example', to: ['ada@acme.example'], subject: 'Your order', text: 'It is on its way.' },
  run: async ({ http }, { subject, text, html, ...input }) => {
    // Plain text must come first.
    const content = [
      ...(text ? [{ type: 'text/plain', value: text }] : []),
      ...(html ? [{ type: 'text/html', value: html }] : []),
    ];
    const { headers } = await http.post('/mail/send', z.unknown(), { json: { ...outer(input), subject, content } });
    return messageId(headers);
  },
});

export const sendTemplate = defineAction({
  title: 'Send an e-mail from a template',
  input: z.object({
    ...envelope,
    template: z.string().min(1).meta({ title: 'Template', options: 'templates' }),
    data: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({ title: 'Values', description: 'By the names that the template uses.' }),
  }),
  output: result,
  effect: 'writes',
  repeat: 'none',
  example: {
    from: 'shop@acme.example',
    to: ['ada@acme.example'],
    template: 'd-0123456789abcdef0123456789abcdef',
    data: { name: 'Ada' },
  },
  run: async ({ http }, { template, data, ...input }) => {
    const json = { ...outer(input, { dynamic_template_data: data }), template_id: template };
    const { headers } = await http.post('/mail/send', z.unknown(), { json });
    return messageId(headers);
  },
});

const emails = people.min(1).meta({ title: 'E-mails' });
const taken = z.object({ removed: z.int() });

const takeOff = (title: string, path: string) =>
  defineAction({
    title,
    description: 'Afterwards they are written to again.',
    input: z.object({ emails }),
    output: taken,
    effect: 'destroys',
    repeat: 'natural',
    example: { emails: ['ada@acme.example'] },
    run: async ({ http }, input) => {
      await http.delete(path, z.unknown(), { json: { emails: input.emails } });
      return { removed: input.emails.length };
    },
  });

export const removeBounces = takeOff('Take addresses off the bounces', '/suppression/bounces');
export const removeBlocks = takeOff('Take addresses off the blocks', '/suppression/blocks');
