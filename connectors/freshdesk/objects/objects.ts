import { z } from 'zod';
import { type ConnectorContext, defineObject, type Pager, pullPages } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { toSecond } from './changed-tickets.ts';
import { describeCompanies, describeContacts } from './fields.ts';
import { agent, company, contact, group } from './rows.ts';
import { conversationObject, ticketObject } from './ticket.ts';
import { upsertCompanies, upsertContacts } from './upsert.ts';

/** Freshdesk names the next page in its header; a page that is full need not be followed by another. */
export const pager: Pager = { kind: 'link', size: { parameter: 'per_page', value: 100 } };

/** Lists of contacts and of companies are limited more than the rest: 20 times a minute in the smallest plan. */
const cost = 10;

const get =
  (list: string) =>
  async ({ http }: ConnectorContext<unknown>, key: string): Promise<unknown> => {
    try {
      const { body } = await http.get(`/api/v2/${list}/${encodeURIComponent(key)}`, z.unknown());
      return z.object({ deleted: z.literal(true) }).safeParse(body).success ? null : body;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };

const contactObject = defineObject({
  label: 'contacts',
  row: contact,
  key: ({ id }) => String(id),
  incremental: true,
  reportsDeletes: false,
  pull: pullPages({
    pager,
    rows: '',
    // By Freshdesk's clock at the first page, less five minutes: what changes meanwhile is read by the next pass.
    watermark: { kind: 'clock', overlapMs: 5 * 60_000 },
    request: ({ since }) => ({
      path: '/api/v2/contacts',
      query: { _updated_since: since === null ? undefined : toSecond(Date.parse(since)) },
      cost,
    }),
  }),
  get: get('contacts'),
  describe: describeContacts,
  upsert: upsertContacts,
});

const companyObject = defineObject({
  label: 'companies',
  row: company,
  key: ({ id }) => String(id),
  // Freshdesk can't filter companies by time.
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager, rows: '', request: () => ({ path: '/api/v2/companies', cost }) }),
  get: get('companies'),
  describe: describeCompanies,
  upsert: upsertCompanies,
});

const agentObject = defineObject({
  label: 'agents',
  row: agent,
  key: ({ id }) => String(id),
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager, rows: '', request: () => ({ path: '/api/v2/agents' }) }),
  get: get('agents'),
});

const groupObject = defineObject({
  label: 'groups',
  row: group,
  key: ({ id }) => String(id),
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager, rows: '', request: () => ({ path: '/api/v2/groups' }) }),
  get: get('groups'),
});

export const objects = {
  ticket: ticketObject,
  conversation: conversationObject,
  contact: contactObject,
  company: companyObject,
  agent: agentObject,
  group: groupObject,
};
