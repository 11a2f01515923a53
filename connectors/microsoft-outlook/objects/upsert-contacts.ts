import { z } from 'zod';
import { type ConnectorHttp, type Upsert, type WriteResult, writeOneByOne } from '../../kit/index.ts';
import { contactPath, quoted, type Settings } from '../settings.ts';

const made = z.looseObject({ id: z.string() });
const found = z.looseObject({ value: z.array(made).default([]) });
const addresses = z.looseObject({
  emailAddresses: z.array(z.looseObject({ address: z.string().nullish() })).nullish(),
});
const readOnly = new Set(['id', 'changeKey', 'createdDateTime', 'lastModifiedDateTime', 'parentFolderId']);

const given = (data: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !readOnly.has(name) && !name.includes('@odata.')));

/** The contact with this e-mail address, where there is one. */
export async function contactWith(http: ConnectorHttp, address: string): Promise<string | undefined> {
  const query = { $filter: `emailAddresses/any(a:a/address eq ${quoted(address)})`, $select: 'id', $top: 1 };
  return (await http.get('/me/contacts', found, { query })).body.value[0]?.id;
}

export const upsertContacts: Upsert<Settings> = {
  batch: 20,
  matchBy: ['emailAddresses.0.address'],
  example: [
    { data: { givenName: 'Ada', surname: 'Byron', emailAddresses: [{ name: 'Ada', address: 'ada@globex.example' }] } },
    { key: 'AAkALgAAcontact1', data: { jobTitle: 'Head of purchasing' } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }): Promise<WriteResult> => {
      const address = addresses.safeParse(data).data?.emailAddresses?.[0]?.address;
      const known = key ?? (address ? await contactWith(http, address) : undefined);
      if (known !== undefined) {
        await http.patch(contactPath(known), made, { json: given(data), repeatable: true });
        return { key: known, action: 'updated' };
      }
      return { key: (await http.post('/me/contacts', made, { json: given(data) })).body.id, action: 'created' };
    }),
};
