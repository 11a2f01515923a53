import { z } from 'zod';

export const messageId = z.string().trim().min(1, 'Which message?').meta({ title: 'Message', description: 'Its id.' });

const person = z.string().trim().min(3, 'An e-mail address.').max(320);
export const people = z.array(person).max(500);

const attachments = z
  .array(
    z.object({
      filename: z.string().min(1).max(100).meta({ title: 'Name' }),
      type: z.string().default('application/octet-stream').meta({ title: 'Type' }),
      base64: z.base64('Base64.').meta({ title: 'Content', description: 'Base64.' }),
    }),
  )
  .optional()
  .meta({ title: 'Attachments' });

/** What a message says. */
export const content = {
  text: z.string().optional().meta({ title: 'Text', multiline: true }),
  html: z
    .string()
    .optional()
    .meta({ title: 'HTML', multiline: true, description: 'Beside the text, or instead of it.' }),
  attachments,
};

export const letter = {
  to: people.min(1, 'To whom?').meta({ title: 'To', description: 'Addresses, or “Ada <ada@acme.example>”.' }),
  cc: people.optional().meta({ title: 'Cc' }),
  bcc: people.optional().meta({ title: 'Bcc' }),
  subject: z.string().meta({ title: 'Subject' }),
  ...content,
  from: person.optional().meta({ title: 'From', description: 'An alias set up in Gmail. Empty: the account itself.' }),
  replyTo: person.optional().meta({ title: 'Answers go to' }),
};
