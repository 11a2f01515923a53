import { z } from 'zod';
import { AppCallError, type ConnectorHttp, type Upsert, type WriteResult, writeOneByOne } from '../../kit/index.ts';
import { rootOf, type Settings } from '../settings.ts';

const given = z.looseObject({
  name: z.string().optional(),
  description: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  parent: z.looseObject({ id: z.string() }).nullish(),
});
const made = z.looseObject({ id: z.string() });
const refused = z.looseObject({
  context_info: z.looseObject({ conflicts: z.union([z.array(made), made.transform((one) => [one])]) }),
});

function takenOf(data: unknown): z.output<typeof given> {
  const parsed = given.safeParse(data);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new AppCallError(`${field} has another form than Box takes.`, { class: 'invalid', code: 'odd_form', field });
}

/** A new folder, or the one that has its name in that place: Box names it when it refuses, and has no two of one name. */
async function makeOrFind(http: ConnectorHttp, name: string, parent: string): Promise<{ id: string; isNew: boolean }> {
  const known: string[] = [];
  try {
    const { body } = await http.post('/folders', made, {
      query: { fields: 'id' },
      json: { name, parent: { id: parent } },
      errors: ({ status, body: said }) => {
        if (status === 409)
          known.push(...(refused.safeParse(said).data?.context_info.conflicts ?? []).map(({ id }) => id));
        return undefined;
      },
    });
    return { id: body.id, isNew: true };
  } catch (error) {
    const [id] = known;
    if (id === undefined) throw error;
    return { id, isNew: false };
  }
}

/** A folder without a key is the one of its name in its parent (the chosen folder unless told), or a new one there. */
export const upsertFolders: Upsert<Settings> = {
  batch: 20,
  matchBy: ['name', 'parent.id'],
  example: [
    { data: { name: 'Invoices', parent: { id: '0' } } },
    { key: '159875263', data: { name: 'Invoices of 2026', description: 'Of all customers' } },
  ],
  write: ({ http, settings }, items) =>
    writeOneByOne(items, async ({ key, data }): Promise<WriteResult> => {
      const { name, description, tags, parent } = takenOf(data);
      if (key === undefined && !name)
        throw new AppCallError('A folder needs a name.', { class: 'invalid', code: 'no_name', field: 'name' });
      const found =
        key === undefined
          ? await makeOrFind(http, name ?? '', parent?.id ?? rootOf(settings))
          : { id: key, isNew: false };
      const json = {
        ...(key !== undefined && { name, ...(parent && { parent: { id: parent.id } }) }),
        description: description ?? undefined,
        tags: tags ?? undefined,
      };
      const hasMore = Object.values(json).some((value) => value !== undefined);
      if (hasMore)
        await http.put(`/folders/${encodeURIComponent(found.id)}`, made, {
          query: { fields: 'id' },
          json,
          repeatable: true,
        });
      return { key: found.id, action: found.isNew ? 'created' : hasMore ? 'updated' : 'unchanged' };
    }),
};
