import { z } from 'zod';
import { allPages, defineAction } from '../../kit/index.ts';
import { pager } from '../objects/fields.ts';
import { pathOf, status, text, ticketId } from './fields.ts';

const write = ['write'];
const answer = z.object({ ticket: z.looseObject({ id: z.int(), status: z.string() }) });

export const addComment = defineAction({
  title: 'Comment on a ticket',
  description: 'As a reply that the requester gets, or as a note among agents.',
  input: z.object({
    ticket: ticketId,
    text: text.meta({ title: 'Text', multiline: true }),
    isPublic: z.boolean().default(false).meta({ title: 'Reply to the requester', description: 'Else it is a note.' }),
    status,
  }),
  output: z.looseObject({ id: z.int(), status: z.string() }),
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  example: { ticket: 35436, text: 'A new bulb is on its way.', isPublic: true, status: 'pending' },
  run: async ({ http }, { ticket: id, text: body, isPublic, status: next }) => {
    const ticket = { comment: { body, public: isPublic }, ...(next !== undefined && { status: next }) };
    return (await http.put(pathOf(id), answer, { json: { ticket } })).body.ticket;
  },
});

const tagList = z.object({ tags: z.array(z.string()) });
const tags = z.array(text).min(1).meta({ title: 'Tags' });

export const addTags = defineAction({
  title: 'Add tags to a ticket',
  input: z.object({ ticket: ticketId, tags }),
  output: tagList,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { ticket: 35436, tags: ['lamp'] },
  run: async ({ http }, { ticket, ...json }) =>
    (await http.put(pathOf(ticket, '/tags'), tagList, { json, repeatable: true })).body,
});

export const removeTags = defineAction({
  title: 'Remove tags from a ticket',
  input: z.object({ ticket: ticketId, tags }),
  output: tagList,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { ticket: 35436, tags: ['lamp'] },
  run: async ({ http }, { ticket, ...json }) =>
    (await http.delete(pathOf(ticket, '/tags'), tagList, { json, repeatable: true })).body,
});

const comment = z.looseObject({
  id: z.int(),
  author_id: z.int().nullish(),
  body: z.string().nullish(),
  public: z.boolean().nullish(),
  created_at: z.string().nullish(),
});

export const listComments = defineAction({
  title: 'Read the comments of a ticket',
  description: 'The oldest first.',
  input: z.object({ ticket: ticketId }),
  output: z.object({ comments: z.array(comment) }),
  effect: 'reads',
  repeat: 'natural',
  example: { ticket: 35436 },
  run: async (context, { ticket }) => {
    const comments: z.output<typeof comment>[] = [];
    const request = { path: pathOf(ticket, '/comments') };
    for await (const rows of allPages(context, { pager, request, rows: 'comments' }))
      comments.push(...z.array(comment).parse(rows));
    return { comments };
  },
});
