import { z } from 'zod';
import { AppCallError, type ConnectorHttp, defineAction } from '../../kit/index.ts';
import { addressesIn } from '../address.ts';
import { compose, send } from '../auth.ts';
import { type Mail, messageIds, rawOf } from '../build-message.ts';
import { profileOf } from '../check.ts';
import { at, cost, paths } from '../gmail-call.ts';
import { gmailMessage, headerOf } from '../objects/message-row.ts';
import { content, letter, messageId } from './fields.ts';

const sent = z.looseObject({
  id: z.string(),
  threadId: z.string().optional(),
  labelIds: z.array(z.string()).optional(),
});
const draft = z.looseObject({ id: z.string(), message: sent.optional() });

export const sendEmail = defineAction({
  title: 'Send an e-mail',
  input: z.object(letter),
  output: sent,
  effect: 'writes',
  repeat: 'none',
  scopes: [send],
  example: { to: ['Mara <mara@acme.example>'], subject: 'Your order A-1', text: 'It is on its way.' },
  run: async ({ http }, input) =>
    (await http.post(`${paths.messages}/send`, sent, { json: { raw: rawOf(input) }, cost: cost.send })).body,
});

interface Answer extends Pick<Mail, 'to' | 'cc' | 'subject' | 'inReplyTo' | 'references'> {
  threadId: string | undefined;
}

/** To whom an answer goes, and what makes it one (RFC 5322, 3.6.4). All of it was written by somebody else. */
async function answerTo(http: ConnectorHttp, id: string, toAll: boolean): Promise<Answer> {
  const metadataHeaders = ['Message-ID', 'References', 'Subject', 'From', 'Reply-To', 'To', 'Cc'];
  const { body } = await http.get(at(paths.messages, id), gmailMessage, {
    query: { format: 'metadata', metadataHeaders },
    cost: cost.one,
  });
  const root = body.payload ?? {};
  const named = (name: string) => headerOf(root, name) ?? '';
  const isOurs = body.labelIds?.includes('SENT') === true;
  const to = addressesIn(named(isOurs ? 'to' : named('reply-to') ? 'reply-to' : 'from'));
  if (to.length === 0)
    throw new AppCallError('The message names nobody to answer to.', {
      class: 'invalid',
      code: 'no_sender',
      field: 'message',
    });
  const others = toAll ? [...addressesIn(named('to')), ...addressesIn(named('cc'))] : [];
  const self = others.length > 0 ? (await profileOf(http)).emailAddress : '';
  const taken = new Set([self, ...to].map((one) => one.toLowerCase()));
  const cc = others.filter((one) => !taken.has(one.toLowerCase()) && taken.add(one.toLowerCase()));
  const subject = named('subject').replaceAll(/\s+/g, ' ').trim();
  const [inReplyTo] = messageIds(named('message-id'));
  // A long conversation keeps its first and its latest ids.
  const known = messageIds(named('references'));
  const references = [...known.slice(0, 1), ...known.slice(1).slice(-20), ...(inReplyTo ? [inReplyTo] : [])];
  return {
    to,
    cc,
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    ...(inReplyTo !== undefined && { inReplyTo }),
    references,
    threadId: body.threadId,
  };
}

export const reply = defineAction({
  title: 'Answer an e-mail',
  description: 'In its conversation. What was written before is not repeated.',
  input: z.object({
    message: messageId,
    ...content,
    toAll: z.boolean().default(false).meta({ title: 'Also to all others who got it' }),
  }),
  output: sent,
  effect: 'writes',
  repeat: 'none',
  scopes: [send],
  example: { message: '18c2f3a4b5d6e7f8', text: 'Thank you, it has arrived.' },
  run: async ({ http }, { message, toAll, ...written }) => {
    const { threadId, ...answer } = await answerTo(http, message, toAll);
    const json = { raw: rawOf({ ...answer, ...written }), threadId };
    return (await http.post(`${paths.messages}/send`, sent, { json, cost: cost.send })).body;
  },
});

export const createDraft = defineAction({
  title: 'Write a draft',
  description: 'A new e-mail, or an answer: then receivers and subject may be left empty.',
  input: z.object({
    ...letter,
    to: letter.to.optional(),
    subject: letter.subject.optional(),
    answers: messageId.optional().meta({ title: 'Answers the message', description: 'Its id.' }),
  }),
  output: draft,
  effect: 'writes',
  repeat: 'none',
  scopes: [compose],
  example: { to: ['mara@acme.example'], subject: 'Your order A-1', text: 'It is on its way.' },
  run: async ({ http }, { answers, ...written }) => {
    const answer = answers === undefined ? undefined : await answerTo(http, answers, false);
    const { threadId, ...about } = answer ?? { threadId: undefined };
    const mail = {
      ...about,
      ...written,
      to: written.to ?? answer?.to ?? [],
      cc: written.cc ?? [],
      subject: written.subject ?? answer?.subject ?? '',
    };
    const json = { message: { raw: rawOf(mail), threadId } };
    return (await http.post(paths.drafts, draft, { json, cost: cost.change })).body;
  },
});

export const sendDraft = defineAction({
  title: 'Send a draft',
  input: z.object({ draft: z.string().trim().min(1, 'Which draft?').meta({ title: 'Draft', description: 'Its id.' }) }),
  output: sent,
  effect: 'writes',
  // A draft that was sent is gone.
  repeat: 'natural',
  scopes: [compose],
  example: { draft: 'r-7482915834' },
  run: async ({ http }, input) =>
    (await http.post(`${paths.drafts}/send`, sent, { json: { id: input.draft }, cost: cost.send })).body,
});
