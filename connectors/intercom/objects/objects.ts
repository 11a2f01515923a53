import { z } from 'zod';
import { type ConnectorContext, defineObject, pullPages } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { pullCompanies } from './companies.ts';
import { describeFields } from './fields.ts';
import { admin, article, company, contact, conversation, part, tag, team, ticket } from './rows.ts';
import { pullParts, pullSearch } from './search.ts';
import { upsertCompanies, upsertContacts } from './upsert.ts';

/** A row by its own address; null where it is gone. */
const get =
  (list: string) =>
  async ({ http }: ConnectorContext<unknown>, key: string): Promise<unknown> => {
    try {
      return (await http.get(`/${list}/${encodeURIComponent(key)}`, z.unknown())).body;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };

const day = 86_400;
const byId = ({ id }: { id: string }): string => id;
// Hooks tell of deleted contacts, companies and conversations; a full pass finds the others.
const changing = { incremental: true, reportsDeletes: false } as const;
const whole = { incremental: false, reportsDeletes: false } as const;

const contactObject = defineObject({
  ...changing,
  label: 'contacts',
  row: contact,
  key: byId,
  // Contacts can be asked for by day alone, and "later than a day" begins with the next one.
  pull: pullSearch({ path: '/contacts/search', rows: 'data', overlap: 2 * day }),
  get: get('contacts'),
  describe: (context) => describeFields(context, 'contact'),
  upsert: upsertContacts,
});

const companyObject = defineObject({
  ...whole,
  label: 'companies',
  row: company,
  key: byId,
  pull: pullCompanies,
  get: get('companies'),
  describe: (context) => describeFields(context, 'company'),
  upsert: upsertCompanies,
});

const conversationObject = defineObject({
  ...changing,
  label: 'conversations',
  row: conversation,
  key: byId,
  pull: pullSearch({ path: '/conversations/search', rows: 'conversations', overlap: 300 }),
  get: get('conversations'),
});

const partObject = defineObject({
  ...changing,
  label: 'messages',
  row: part,
  key: ({ id, conversation_id }) => `${conversation_id}/${id}`,
  pull: pullParts,
});

const ticketObject = defineObject({
  ...changing,
  label: 'tickets',
  row: ticket,
  key: byId,
  pull: pullSearch({ path: '/tickets/search', rows: 'tickets', overlap: 300 }),
  get: get('tickets'),
});

const articleObject = defineObject({
  ...whole,
  label: 'articles',
  row: article,
  key: byId,
  pull: pullPages({
    pager: { kind: 'page', parameter: 'page', size: { parameter: 'per_page', value: 100 }, pages: 'pages.total_pages' },
    rows: 'data',
    request: () => ({ path: '/articles' }),
  }),
  get: get('articles'),
});

const none = { kind: 'none' } as const;

export const objects = {
  contact: contactObject,
  company: companyObject,
  conversation: conversationObject,
  message: partObject,
  ticket: ticketObject,
  article: articleObject,
  admin: defineObject({
    ...whole,
    label: 'admins',
    row: admin,
    key: byId,
    pull: pullPages({ pager: none, rows: 'admins', request: () => ({ path: '/admins' }) }),
    get: get('admins'),
  }),
  team: defineObject({
    ...whole,
    label: 'teams',
    row: team,
    key: byId,
    pull: pullPages({ pager: none, rows: 'teams', request: () => ({ path: '/teams' }) }),
    get: get('teams'),
  }),
  tag: defineObject({
    ...whole,
    label: 'tags',
    row: tag,
    key: byId,
    pull: pullPages({ pager: none, rows: 'data', request: () => ({ path: '/tags' }) }),
    get: get('tags'),
  }),
};
