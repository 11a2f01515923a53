import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { at, cost, paths } from '../gmail-call.ts';
import { gmailMessage, message, readable, thread, withHeaders } from '../objects/message-row.ts';
import { messageId } from './fields.ts';

const list = z.looseObject({
  messages: z.array(z.looseObject({ id: z.string() })).default([]),
  nextPageToken: z.string().optional(),
});
const id = '18c2f3a4b5d6e7f8';
const full = { query: { format: 'full' }, cost: cost.one };

export const getEmail = defineAction({
  title: 'Get an e-mail',
  input: z.object({ message: messageId }),
  output: message,
  effect: 'reads',
  repeat: 'natural',
  example: { message: id },
  run: async ({ http }, input) =>
    readable((await http.get(at(paths.messages, input.message), gmailMessage, full)).body),
});

export const searchEmails = defineAction({
  title: 'Search e-mails',
  description: 'As in Gmail’s own search: from:mara@acme.example newer_than:7d has:attachment. Newest first.',
  input: z.object({
    search: z.string().trim().meta({ title: 'Search', placeholder: 'from:mara@acme.example newer_than:7d' }),
    most: z.int().min(1).max(50).default(10).meta({ title: 'At most' }),
    spamToo: z.boolean().default(false).meta({ title: 'Also in spam and the bin' }),
  }),
  output: z.object({ emails: z.array(message), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: { search: 'from:mara@acme.example newer_than:7d' },
  run: async ({ http }, input) => {
    const { body } = await http.get(paths.messages, list, {
      query: { q: input.search, maxResults: input.most, ...(input.spamToo && { includeSpamTrash: true }) },
      cost: cost.list,
    });
    const emails: z.output<typeof message>[] = [];
    for (const one of body.messages)
      emails.push(readable((await http.get(at(paths.messages, one.id), gmailMessage, full)).body));
    return { emails, hasMore: body.nextPageToken !== undefined };
  },
});

export const getThread = defineAction({
  title: 'Get a conversation',
  description: 'The headers of all its e-mails.',
  input: z.object({
    thread: z.string().trim().min(1, 'Which?').meta({ title: 'Conversation', description: 'Its id.' }),
  }),
  output: thread,
  effect: 'reads',
  repeat: 'natural',
  example: { thread: id },
  run: async ({ http }, input) =>
    (await http.get(at(paths.threads, input.thread), thread, { query: withHeaders, cost: cost.thread })).body,
});

export const getAttachment = defineAction({
  title: 'Get an attachment',
  input: z.object({
    message: messageId,
    attachment: z.string().trim().min(1, 'Which attachment?').meta({
      title: 'Attachment',
      description: 'Its id, as the e-mail names it now: Gmail changes it from time to time.',
    }),
  }),
  output: z.object({ base64: z.string(), size: z.number() }),
  effect: 'reads',
  repeat: 'natural',
  example: { message: id, attachment: 'ANGjdJ8w1cZ0' },
  run: async ({ http }, input) => {
    const path = `${at(paths.messages, input.message)}/attachments/${encodeURIComponent(input.attachment)}`;
    const { body } = await http.get(path, z.looseObject({ data: z.string() }), {
      cost: cost.one,
      maxBytes: 48 * 1024 * 1024,
      timeoutMs: 120_000,
    });
    const bytes = Buffer.from(body.data, 'base64url');
    return { base64: bytes.toString('base64'), size: bytes.length };
  },
});
