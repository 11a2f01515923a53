import { z } from 'zod';
import { AppCallError, type Upsert, type WriteResult, writeOneByOne } from '../../kit/index.ts';
import { candidate } from './rows.ts';

/** What Harvest takes of a candidate. */
export const writable: ReadonlySet<string> = new Set([
  'first_name',
  'last_name',
  'preferred_name',
  'company',
  'title',
  'tags',
  'email_addresses',
  'phone_numbers',
  'addresses',
  'website_addresses',
  'social_media_addresses',
]);

const found = z.array(candidate);
const addresses = z.array(z.looseObject({ value: z.string() })).catch([]);
export const made = z.looseObject({ candidate, application: z.looseObject({}).nullish() });

/** Found by the first e-mail address; without one it is a new candidate each time, so that is refused. */
export const upsertCandidates: Upsert<object> = {
  batch: 25,
  matchBy: ['email_addresses'],
  example: [
    {
      data: {
        first_name: 'Mara',
        last_name: 'Lindqvist',
        email_addresses: [{ value: 'mara@globex.example', type: 'personal' }],
      },
    },
    { key: '57683957', data: { title: 'Designer' } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }): Promise<WriteResult> => {
      const json = Object.fromEntries(Object.entries(data).filter(([name]) => writable.has(name)));
      const [email] = addresses.parse(data.email_addresses);
      const known = key ?? (email === undefined ? undefined : await keyOf(email.value));
      if (known !== undefined) {
        const path = `/candidates/${encodeURIComponent(known)}`;
        await http.patch(path, z.unknown(), { json, repeatable: true });
        return { key: known, action: 'updated' };
      }
      if (email === undefined)
        throw new AppCallError('A new candidate needs an e-mail address here, by which it is found again.', {
          class: 'invalid',
          code: 'no_email',
          field: 'email_addresses',
        });
      const { body } = await http.post('/candidates', made, { json });
      return { key: String(body.candidate.id), action: 'created' };

      async function keyOf(address: string): Promise<string | undefined> {
        const { body } = await http.get('/candidates', found, { query: { email: address, per_page: 1 } });
        return body[0] && String(body[0].id);
      }
    }),
};
