import { z } from 'zod';
import { type Upsert, writeOneByOne } from '../../kit/index.ts';

const one = z.object({ id: z.int() });
const writtenTicket = z.object({ ticket: one });

/** Custom values by id, as rows have them, become the list that Zendesk takes. */
export function ticketBody({ custom, ...data }: Record<string, unknown>): Record<string, unknown> {
  const values = z.record(z.string(), z.unknown()).optional().parse(custom);
  if (values === undefined) return data;
  return { ...data, custom_fields: Object.entries(values).map(([id, value]) => ({ id: Number(id), value })) };
}

/** A new ticket carries a key by which Zendesk makes it once (for two hours). A change that adds a comment is not repeated. */
export const upsertTickets: Upsert = {
  batch: 10,
  matchBy: [],
  example: [
    {
      data: {
        subject: 'The lamp flickers',
        comment: { body: 'Since Monday.' },
        requester: { name: 'Mara Lindqvist', email: 'mara@globex.example' },
        custom: { 27642: '745' },
      },
    },
    { key: '35436', data: { status: 'pending', tags: ['lamp'] } },
  ],
  write: ({ http }, items, { idempotencyKey }) =>
    writeOneByOne(items, async ({ key, data }, index) => {
      const json = { ticket: ticketBody(data) };
      if (key === undefined) {
        const headers = { 'idempotency-key': `${idempotencyKey}-${index}` };
        const { body } = await http.post('/api/v2/tickets.json', writtenTicket, { json, headers, repeatable: true });
        return { key: String(body.ticket.id), action: 'created' };
      }
      const path = `/api/v2/tickets/${encodeURIComponent(key)}.json`;
      await http.put(path, writtenTicket, { json, repeatable: data.comment === undefined });
      return { key, action: 'updated' };
    }),
};

/** People and organizations: Zendesk finds by external id (people also by email) what is there already. */
function createOrUpdate(list: 'users' | 'organizations', name: 'user' | 'organization'): Upsert['write'] {
  const written = z.object({ [name]: one });
  return ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const json = { [name]: data };
      if (key !== undefined) {
        await http.put(`/api/v2/${list}/${encodeURIComponent(key)}.json`, written, { json, repeatable: true });
        return { key, action: 'updated' };
      }
      const path = `/api/v2/${list}/create_or_update.json`;
      const { status, body } = await http.post(path, written, { json, repeatable: true });
      return { key: String(body[name]?.id), action: status === 201 ? 'created' : 'updated' };
    });
}

export const upsertUsers: Upsert = {
  batch: 10,
  matchBy: ['email', 'external_id'],
  example: [
    { data: { name: 'Mara Lindqvist', email: 'mara@globex.example', user_fields: { plan: 'gold' } } },
    { key: '9873843', data: { phone: '+46 8 123 456' } },
  ],
  write: createOrUpdate('users', 'user'),
};

export const upsertOrganizations: Upsert = {
  batch: 10,
  matchBy: ['external_id'],
  example: [
    { data: { name: 'Globex', external_id: 'globex', domain_names: ['globex.example'] } },
    { key: '509974', data: { notes: 'Customer since 2019' } },
  ],
  write: createOrUpdate('organizations', 'organization'),
};
