import { z } from 'zod';
import type { ConnectorTrigger, Json, PollTrigger } from '../kit/index.ts';
import { changedTickets, place, toSecond } from './objects/changed-tickets.ts';
import { contact, ticket } from './objects/rows.ts';

const cursorSchema = place.extend({ begin: z.string() });
const timed = z.object({ id: z.int(), created_at: z.string().default(''), updated_at: z.string().default('') });

/** Until a change can be seen for sure; what is seen again is known by its id and version. */
const overlapMs = 2 * 60_000;
const pagesAtOnce = 10;

const created = '2026-11-21T09:18:03Z';
const example: Json = {
  id: 42,
  subject: 'The lamp flickers',
  status: 2,
  priority: 3,
  requester_id: 501,
  tags: ['lamp'],
  custom_fields: { cf_lamp: 'Desk' },
  created_at: created,
  updated_at: created,
};

interface Seen {
  id: string;
  version?: string;
}

/** Every ticket that changed; `pick` says which of them count, and what makes each one single. */
const pollTickets =
  (pick: (row: z.output<typeof timed>, begin: string) => Seen | undefined): PollTrigger['poll'] =>
  async ({ http }, { cursor }) => {
    if (cursor === null) {
      const { now } = await changedTickets(http, { since: toSecond(Date.now()), page: 1 }, { size: 1 });
      const begin = toSecond(now);
      return { items: [], cursor: { since: begin, page: 1, begin } };
    }
    const from = cursorSchema.parse(cursor);
    const items: (Seen & { data: unknown })[] = [];
    let at: z.output<typeof place> | undefined = from;
    let now = 0;
    for (let page = 0; at !== undefined && page < pagesAtOnce; page += 1) {
      const found = await changedTickets(http, at);
      now ||= found.now;
      for (const data of found.rows) {
        const row = timed.safeParse(data).data;
        const seen = row && pick(row, from.begin);
        if (seen) items.push({ ...seen, data });
      }
      at = found.next;
    }
    // Where there was too much for once, the next time goes on with the same beginning: a ticket is listed by its change, not its creation.
    const next = at
      ? { ...at, begin: from.begin }
      : { since: toSecond(now - overlapMs), page: 1, begin: toSecond(now - overlapMs) };
    return { items, cursor: next };
  };

const isSince = (time: string, begin: string): boolean => Date.parse(time) >= Date.parse(begin);

const people = z.array(z.unknown());
const contactsCursor = z.object({ since: z.string(), page: z.int().min(1), now: z.number().nullable() });

const pollContacts: PollTrigger['poll'] = async ({ http }, { cursor }) => {
  const isFirst = cursor === null;
  const at = isFirst ? { since: toSecond(Date.now()), page: 1, now: null } : contactsCursor.parse(cursor);
  const items: { id: string; data: unknown; at: string }[] = [];
  let { page, now } = at;
  for (let pages = 0; pages < pagesAtOnce; pages += 1) {
    const query = { _updated_since: at.since, per_page: 100, page };
    const { headers, body } = await http.get('/api/v2/contacts', people, { query, cost: 10 });
    now ??= Date.parse(headers.get('date') ?? '') || Date.now();
    if (isFirst) return { items: [], cursor: { since: toSecond(now), page: 1, now: null } };
    for (const data of body) {
      const row = timed.safeParse(data).data;
      if (row && isSince(row.created_at, at.since)) items.push({ id: String(row.id), data, at: row.created_at });
    }
    if (body.length < 100) {
      const since = toSecond(now - overlapMs);
      return { items: inOrder(items), cursor: { since, page: 1, now: null } };
    }
    page += 1;
  }
  return { items: inOrder(items), cursor: { ...at, page, now } };
};

/** The oldest first: Freshdesk lists contacts in another order. */
const inOrder = (items: { id: string; data: unknown; at: string }[]) =>
  items.sort((one, other) => Date.parse(one.at) - Date.parse(other.at)).map(({ id, data }) => ({ id, data }));

const called = z.looseObject({ ticket_id: z.union([z.int(), z.string()]), triggered_event: z.string().optional() });

export const triggers: Record<string, ConnectorTrigger> = {
  ticketCreated: {
    via: 'poll',
    title: 'A ticket was created',
    output: ticket,
    sample: example,
    poll: pollTickets(({ id, created_at }, begin) => (isSince(created_at, begin) ? { id: String(id) } : undefined)),
  },
  ticketChanged: {
    via: 'poll',
    title: 'A ticket was changed',
    description: 'A new one counts as well.',
    output: ticket,
    sample: example,
    poll: pollTickets(({ id, updated_at }) => ({ id: String(id), version: updated_at })),
  },
  contactCreated: {
    via: 'poll',
    title: 'A contact was added',
    output: contact,
    sample: { id: 501, name: 'Mara Lindqvist', email: 'mara@globex.example', created_at: created, updated_at: created },
    poll: pollContacts,
  },
  ruleCalled: {
    via: 'hook',
    title: 'An automation rule called',
    description: 'At once. Needs a rule in Freshdesk with the action “Trigger webhook”.',
    events: ['ticket.created', 'ticket.changed'],
    output: called,
    sample: { ticket_id: 42, ticket_subject: 'The lamp flickers', triggered_event: '{ticket_status:{from:2,to:4}}' },
  },
};
