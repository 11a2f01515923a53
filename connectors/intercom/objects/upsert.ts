import { z } from 'zod';
import { type ConnectorContext, isAppCallError, type Upsert, writeOneByOne } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';

const one = z.object({ id: z.string() });
const found = z.object({ data: z.array(one) });
const text = z.string().trim().min(1).optional().catch(undefined);

type Http = Pick<ConnectorContext<unknown>, 'http'>;

/** The contact whose field is this very text. */
export async function findContactId({ http }: Http, field: 'email' | 'external_id', value: string) {
  const json = { query: { field, operator: '=', value }, pagination: { per_page: 1 } };
  return (await http.post('/contacts/search', found, { json, repeatable: true })).body.data[0]?.id;
}

/** Intercom allows one user for each external id and email, and names the one that is in the way. */
const existing = /\bid=([\w-]+)/;

/** Changes the contact that is there, or makes one. The search sees a new one after some seconds; the refusal of a second one knows it at once. */
export async function saveContact<Answer extends z.ZodType<{ id: string }>>(
  context: Http,
  { answer, key, json }: { answer: Answer; key?: string; json: Record<string, unknown> },
): Promise<{ contact: z.output<Answer>; isNew: boolean }> {
  const { http } = context;
  const put = async (id: string) => {
    const path = `/contacts/${encodeURIComponent(id)}`;
    return { contact: (await http.put(path, answer, { json, repeatable: true })).body, isNew: false };
  };
  const known = key ?? (await findKnown(context, json));
  if (known !== undefined) return put(known);
  try {
    return { contact: (await http.post('/contacts', answer, { json })).body, isNew: true };
  } catch (error) {
    const id =
      isAppCallError(error) && error.details.class === 'conflict' && existing.exec(error.details.appMessage ?? '')?.[1];
    if (!id) throw error;
    return put(id);
  }
}

async function findKnown(context: Http, data: Record<string, unknown>): Promise<string | undefined> {
  for (const field of ['external_id', 'email'] as const) {
    const value = text.parse(data[field]);
    const id = value === undefined ? undefined : await findContactId(context, field, value);
    if (id !== undefined) return id;
  }
  return undefined;
}

export const upsertContacts: Upsert = {
  batch: 10,
  matchBy: ['external_id', 'email'],
  example: [
    {
      data: { role: 'user', email: 'mara@globex.example', name: 'Mara Lindqvist', custom_attributes: { plan: 'gold' } },
    },
    { key: '5ba682d23d7cf92bef87bfd4', data: { phone: '+4681234567' } },
  ],
  write: (context, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const { contact, isNew } = await saveContact(context, {
        answer: one,
        json: data,
        ...(key !== undefined && { key }),
      });
      return { key: contact.id, action: isNew ? 'created' : 'updated' };
    }),
};

/** Intercom makes or changes a company by `company_id` in one call, and does not say which of the two it did. */
export const upsertCompanies: Upsert = {
  batch: 10,
  matchBy: ['company_id'],
  example: [
    { data: { company_id: 'globex', name: 'Globex', custom_attributes: { seats: 40 } } },
    { key: '531ee472cce572a6ec000006', data: { website: 'https://globex.example' } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      if (key !== undefined) {
        await http.put(`/companies/${encodeURIComponent(key)}`, one, { json: data, repeatable: true });
        return { key, action: 'updated' };
      }
      const own = text.parse(data.company_id);
      const isThere = own !== undefined && (await hasCompany(http, own));
      const { body } = await http.post('/companies', one, { json: data, repeatable: own !== undefined });
      return { key: body.id, action: isThere ? 'updated' : 'created' };
    }),
};

async function hasCompany(http: Http['http'], company_id: string): Promise<boolean> {
  try {
    await http.get('/companies', z.unknown(), { query: { company_id } });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
