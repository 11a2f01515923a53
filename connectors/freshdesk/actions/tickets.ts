import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { ticket as ticketRow } from '../objects/rows.ts';
import { agent, custom, group, html, pathOf, priority, status, tags, text, ticketId } from './fields.ts';

const fields = {
  status,
  priority,
  type: text.optional().meta({ title: 'Type', options: 'ticketTypes' }),
  agent,
  group,
  tags,
  custom,
};
type Given = z.output<z.ZodObject<typeof fields>>;

/** Freshdesk counts statuses, priorities and people by number. */
function bodyOf({ status: state, priority: rank, agent: responder, group: team, custom: own, ...rest }: Given) {
  const numbers = { status: state, priority: rank, responder_id: responder, group_id: team };
  const given = Object.entries(numbers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Number(value)]],
  );
  return { ...rest, ...Object.fromEntries(given), ...(own !== undefined && { custom_fields: own }) };
}

export const createTicket = defineAction({
  title: 'Create a ticket',
  description: 'The requester is added to your contacts where nobody has that email yet.',
  input: z.object({
    subject: text.meta({ title: 'Subject' }),
    text: html,
    email: z.email().meta({ title: 'Requester’s email' }),
    name: text.optional().meta({ title: 'Requester’s name' }),
    ...fields,
  }),
  output: ticketRow,
  effect: 'writes',
  repeat: 'none',
  example: {
    subject: 'The lamp flickers',
    text: 'Since Monday.',
    email: 'mara@globex.example',
    priority: '3',
    custom: { cf_lamp: 'Desk' },
  },
  run: async ({ http }, { subject, text: description, email, name, ...rest }) => {
    // Freshdesk wants both, and they are what its own form begins with: open, low.
    const json = {
      status: 2,
      priority: 1,
      subject,
      description,
      email,
      ...(name !== undefined && { name }),
      ...bodyOf(rest),
    };
    return (await http.post('/api/v2/tickets', ticketRow, { json })).body;
  },
});

export const updateTicket = defineAction({
  title: 'Change a ticket',
  description: 'What is left out stays as it is.',
  input: z.object({ ticket: ticketId, subject: text.optional().meta({ title: 'Subject' }), ...fields }),
  output: ticketRow,
  effect: 'writes',
  repeat: 'natural',
  example: { ticket: 42, status: '4', agent: '1001' },
  run: async ({ http }, { ticket, subject, ...rest }) => {
    const json = { ...(subject !== undefined && { subject }), ...bodyOf(rest) };
    return (await http.put(pathOf(ticket), ticketRow, { json, repeatable: true })).body;
  },
});

export const getTicket = defineAction({
  title: 'Read a ticket',
  input: z.object({ ticket: ticketId }),
  output: ticketRow,
  effect: 'reads',
  repeat: 'natural',
  example: { ticket: 42 },
  run: async ({ http }, { ticket }) =>
    (await http.get(pathOf(ticket), ticketRow, { query: { include: 'requester,stats' } })).body,
});

export const deleteTicket = defineAction({
  title: 'Delete a ticket',
  description: 'It goes to the trash, from where it can be restored for 30 days.',
  input: z.object({ ticket: ticketId }),
  output: z.object({ ticket: z.int() }),
  effect: 'destroys',
  repeat: 'natural',
  example: { ticket: 42 },
  run: async ({ http }, { ticket }) => {
    await http.delete(pathOf(ticket), z.unknown());
    return { ticket };
  },
});

const found = z.object({ results: z.array(z.looseObject({ id: z.int() })), total: z.int() });

export const searchTickets = defineAction({
  title: 'Search tickets',
  description: 'By their fields. What has just changed is found after some minutes; Freshdesk shows 300 hits at most.',
  input: z.object({
    query: text.max(510).meta({ title: 'Search', placeholder: 'priority:>2 AND status:2' }),
    page: z.int().min(1).max(10).default(1).meta({ title: 'Page', description: 'Of 30 tickets.' }),
  }),
  output: z.object({ tickets: z.array(z.looseObject({ id: z.int() })), total: z.int() }),
  effect: 'reads',
  repeat: 'natural',
  example: { query: 'priority:>2 AND status:2' },
  run: async ({ http }, { query, page }) => {
    // Freshdesk wants the whole question in quotes.
    const { body } = await http.get('/api/v2/search/tickets', found, { query: { query: `"${query}"`, page } });
    return { tickets: body.results, total: body.total };
  },
});
