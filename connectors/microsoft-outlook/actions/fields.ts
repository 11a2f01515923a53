import { z } from 'zod';

export const address = z.string().trim().pipe(z.email('An e-mail address.'));
export const recipients = (list: string[] | undefined) => list?.map((one) => ({ emailAddress: { address: one } }));
export const messageId = z.string().trim().min(1, 'Which message?').meta({ title: 'Message', description: 'Its id.' });
export const eventId = z.string().trim().min(1, 'Which event?').meta({ title: 'Event', description: 'Its id.' });
export const contactId = z.string().trim().min(1, 'Which contact?').meta({ title: 'Contact', description: 'Its id.' });
export const most = z.int().min(1).max(100).default(25).meta({ title: 'At most' });

export const nothing = z.unknown();

export const moment = z.iso
  .datetime({ offset: true, error: 'A time with its zone, as 2026-12-01T10:00:00+01:00.' })
  .meta({ placeholder: '2026-12-01T10:00:00+01:00' });

/** Graph takes times without an offset, beside their zone. */
export const utc = (time: string) => ({ dateTime: new Date(time).toISOString().slice(0, 19), timeZone: 'UTC' });

export const mail = {
  to: z.array(address).min(1, 'To whom?').meta({ title: 'To' }),
  cc: z.array(address).optional().meta({ title: 'Copy to' }),
  bcc: z.array(address).optional().meta({ title: 'Hidden copy to' }),
  subject: z.string().meta({ title: 'Subject' }),
  body: z.string().meta({ title: 'Text', multiline: true }),
  html: z.boolean().default(false).meta({ title: 'The text is HTML' }),
  importance: z.enum(['low', 'normal', 'high']).default('normal').meta({ title: 'Importance' }),
};
const mailObject = z.object(mail);

export const messageOf = (input: z.output<typeof mailObject>) => ({
  subject: input.subject,
  body: { contentType: input.html ? 'html' : 'text', content: input.body },
  toRecipients: recipients(input.to),
  ccRecipients: recipients(input.cc),
  bccRecipients: recipients(input.bcc),
  importance: input.importance,
});
