import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { ticket as ticketRow, withCustom } from '../objects/rows.ts';
import { ticketBody } from '../objects/upsert.ts';
import { agent, custom, group, pathOf, priority, status, tags, text, ticketId, type } from './fields.ts';

const answer = z.object({ ticket: z.looseObject({ id: z.int(), status: z.string() }) });
const write = ['write'];
const asRow = (body: z.output<typeof answer>) => ticketRow.parse(withCustom(body.ticket));

const fields = {
  status,
  priority,
  type,
  assignee: agent,
  group,
  tags,
  externalId: text.optional().meta({ title: 'External ID', description: 'Its key in another system.' }),
  custom,
};
type Given = z.output<z.ZodObject<typeof fields>>;

function bodyOf({ assignee, group: groupId, externalId, ...rest }: Given): Record<string, unknown> {
  return ticketBody({
    ...rest,
    ...(assignee !== undefined && { assignee_id: Number(assignee) }),
    ...(groupId !== undefined && { group_id: Number(groupId) }),
    ...(externalId !== undefined && { external_id: externalId }),
  });
}

export const createTicket = defineAction({
  title: 'Create a ticket',
  description: 'In the name of the requester, who is added to your people where nobody has that email yet.',
  input: z.object({
    subject: text.meta({ title: 'Subject' }),
    text: text.meta({ title: 'First comment', multiline: true }),
    isPublic: z.boolean().default(true).meta({ title: 'The requester may read it' }),
    requesterEmail: z.email().optional().meta({ title: 'Requester’s email', description: 'Empty: you.' }),
    requesterName: text.optional().meta({ title: 'Requester’s name' }),
    ...fields,
  }),
  output: ticketRow,
  effect: 'writes',
  repeat: 'key',
  scopes: write,
  example: {
    subject: 'The lamp flickers',
    text: 'Since Monday.',
    requesterEmail: 'mara@globex.example',
    requesterName: 'Mara Lindqvist',
    priority: 'high',
    tags: ['lamp'],
  },
  run: async ({ http }, { subject, text: body, isPublic, requesterEmail, requesterName, ...rest }, once) => {
    const requester = { email: requesterEmail, name: requesterName ?? requesterEmail };
    const ticket = {
      subject,
      comment: { body, public: isPublic },
      ...(requesterEmail !== undefined && { requester }),
      ...bodyOf(rest),
    };
    const request = { json: { ticket }, headers: { 'idempotency-key': once.idempotencyKey }, repeatable: true };
    return asRow((await http.post('/api/v2/tickets.json', answer, request)).body);
  },
});

export const updateTicket = defineAction({
  title: 'Change a ticket',
  description: 'What is left out stays as it is; tags are replaced as a whole. A closed ticket can not be changed.',
  input: z.object({ ticket: ticketId, subject: text.optional().meta({ title: 'Subject' }), ...fields }),
  output: ticketRow,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { ticket: 35436, status: 'solved', custom: { 27642: '745' } },
  run: async ({ http }, { ticket: id, subject, ...rest }) => {
    const ticket = { ...(subject !== undefined && { subject }), ...bodyOf(rest) };
    return asRow((await http.put(pathOf(id), answer, { json: { ticket }, repeatable: true })).body);
  },
});

export const getTicket = defineAction({
  title: 'Read a ticket',
  input: z.object({ ticket: ticketId }),
  output: ticketRow,
  effect: 'reads',
  repeat: 'natural',
  example: { ticket: 35436 },
  run: async ({ http }, { ticket }) => asRow((await http.get(pathOf(ticket), answer)).body),
});

export const deleteTicket = defineAction({
  title: 'Delete a ticket',
  description: 'It can be restored in Zendesk for 30 days.',
  input: z.object({ ticket: ticketId }),
  output: z.object({ ticket: z.int() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: write,
  example: { ticket: 35436 },
  run: async ({ http }, { ticket }) => {
    await http.delete(pathOf(ticket), z.unknown());
    return { ticket };
  },
});

const found = z.object({ results: z.array(z.looseObject({ id: z.int() })), count: z.int().nullish() });

export const searchTickets = defineAction({
  title: 'Search tickets',
  description: 'A new or changed ticket is found after a minute or so. Zendesk shows 1,000 hits at most.',
  input: z.object({
    query: text.meta({
      title: 'Search',
      placeholder: 'status<solved tags:lamp',
      description: 'As in Zendesk’s own search.',
    }),
    page: z.int().min(1).max(10).default(1).meta({ title: 'Page', description: 'Of 100 tickets.' }),
  }),
  output: z.object({ tickets: z.array(z.looseObject({ id: z.int() })), count: z.int().nullable() }),
  effect: 'reads',
  repeat: 'natural',
  example: { query: 'status<solved tags:lamp' },
  run: async ({ http }, { query, page }) => {
    const { body } = await http.get('/api/v2/search.json', found, {
      query: { query: `type:ticket ${query}`, page, per_page: 100, sort_by: 'updated_at', sort_order: 'desc' },
    });
    return { tickets: body.results, count: body.count ?? null };
  },
});
