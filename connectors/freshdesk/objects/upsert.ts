import { z } from 'zod';
import { type ConnectorContext, type Upsert, type WriteItem, writeOneByOne } from '../../kit/index.ts';

const one = z.object({ id: z.int() });

interface Writer {
  list: 'tickets' | 'contacts' | 'companies';
  /** The key of a row that is there already; undefined: it is made. */
  find?: (context: ConnectorContext<unknown>, item: WriteItem) => Promise<number | undefined>;
}

/** Freshdesk writes one record at a time and knows no idempotency key: what can't be found is made again if the answer got lost. */
function writer({ list, find }: Writer): Upsert['write'] {
  return (context, items) =>
    writeOneByOne(items, async (item) => {
      const key = item.key ?? (await find?.(context, item));
      const json = item.data;
      if (key === undefined)
        return { key: String((await context.http.post(`/api/v2/${list}`, one, { json })).body.id), action: 'created' };
      const path = `/api/v2/${list}/${encodeURIComponent(key)}`;
      await context.http.put(path, one, { json, repeatable: true });
      return { key: String(key), action: 'updated' };
    });
}

export const upsertTickets: Upsert = {
  batch: 10,
  matchBy: [],
  example: [
    {
      data: {
        subject: 'The lamp flickers',
        description: 'Since Monday.',
        email: 'mara@globex.example',
        status: 2,
        priority: 2,
        custom_fields: { cf_lamp: 'Desk' },
      },
    },
    { key: '42', data: { status: 4, tags: ['lamp'] } },
  ],
  write: writer({ list: 'tickets' }),
};

const text = z.string().trim().min(1).optional().catch(undefined);
const people = z.array(z.object({ id: z.int(), email: z.string().nullish() }));

/** The contact with this very address, which Freshdesk allows one to have. */
export async function findContactId({ http }: ConnectorContext<unknown>, email: string): Promise<number | undefined> {
  const { body } = await http.get('/api/v2/contacts', people, { query: { email } });
  return body.find((each) => each.email?.toLowerCase() === email.toLowerCase())?.id;
}

export const upsertContacts: Upsert = {
  batch: 10,
  matchBy: ['email'],
  example: [
    { data: { name: 'Mara Lindqvist', email: 'mara@globex.example', custom_fields: { department: 'Buying' } } },
    { key: '501', data: { job_title: 'Head of Buying' } },
  ],
  write: writer({
    list: 'contacts',
    find: async (context, { data }) => {
      const email = text.parse(data.email);
      return email === undefined ? undefined : findContactId(context, email);
    },
  }),
};

const companies = z.object({ companies: z.array(z.object({ id: z.int(), name: z.string() })) });

/** The company of this very name: there is one of each at most. */
export async function findCompanyId({ http }: ConnectorContext<unknown>, name: string): Promise<number | undefined> {
  const { body } = await http.get('/api/v2/companies/autocomplete', companies, { query: { name } });
  return body.companies.find((each) => each.name.toLowerCase() === name.toLowerCase())?.id;
}

export const upsertCompanies: Upsert = {
  batch: 10,
  matchBy: ['name'],
  example: [
    { data: { name: 'Globex', domains: ['globex.example'] } },
    { key: '9001', data: { note: 'Customer since 2019' } },
  ],
  write: writer({
    list: 'companies',
    find: async (context, { data }) => {
      const name = text.parse(data.name);
      return name === undefined ? undefined : findCompanyId(context, name);
    },
  }),
};
