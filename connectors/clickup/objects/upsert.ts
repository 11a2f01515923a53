import { z } from 'zod';
import { AppCallError, type ConnectorHttp, type Upsert, writeOneByOne } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';

const written = z.looseObject({ id: z.string() });
const person = z.union([z.number(), z.object({ id: z.number() }).transform(({ id }) => id)]);
const people = z.array(person);
const moment = z.coerce.number().nullable();
/** In the row's shape, or as ClickUp takes it. */
const given = z.looseObject({
  status: z.union([z.string(), z.looseObject({ status: z.string() }).transform(({ status }) => status)]).optional(),
  priority: z
    .union([z.number(), z.null(), z.looseObject({ id: z.coerce.number() }).transform(({ id }) => id)])
    .optional(),
  assignees: people.optional(),
  tags: z.array(z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)])).optional(),
  due_date: moment.optional(),
  start_date: moment.optional(),
  custom: z.record(z.string(), z.unknown()).optional(),
  list: z.looseObject({ id: z.string() }).optional(),
});
const known = z.looseObject({
  assignees: people.catch([]),
  tags: z.array(z.looseObject({ name: z.string() })).catch([]),
});

type Given = z.output<typeof given>;

/** People are added and taken away, tags and custom fields are written by calls of their own: ClickUp takes none of them with a change. */
async function update(http: ConnectorHttp, key: string, { assignees, tags, custom = {}, list: _list, ...data }: Given) {
  const path = `/task/${encodeURIComponent(key)}`;
  const before = assignees || tags ? (await http.get(path, known)).body : undefined;
  const persons = assignees && {
    add: assignees.filter((id) => !before?.assignees.includes(id)),
    rem: (before?.assignees ?? []).filter((id) => !assignees.includes(id)),
  };
  await http.put(path, written, { json: { ...data, ...(persons && { assignees: persons }) }, repeatable: true });
  const names = (before?.tags ?? []).map(({ name }) => name);
  const tag = (name: string) => `${path}/tag/${encodeURIComponent(name)}`;
  for (const name of tags ?? [])
    if (!names.includes(name)) await http.post(tag(name), z.unknown(), { repeatable: true });
  for (const name of tags ? names : []) if (!tags?.includes(name)) await http.delete(tag(name), z.unknown());
  for (const [field, value] of Object.entries(custom)) {
    const place = `${path}/field/${encodeURIComponent(field)}`;
    if (value === null) await http.delete(place, z.unknown());
    else await http.post(place, z.unknown(), { json: { value }, repeatable: true });
  }
}

async function create(http: ConnectorHttp, home: string, { custom, list, ...data }: Given): Promise<string> {
  const where = list?.id ?? home;
  if (where === '')
    throw new AppCallError('A new task needs a list: choose one in the settings, or send list.id.', {
      class: 'invalid',
      code: 'no_list',
      field: 'list',
    });
  const fields = Object.entries(custom ?? {}).map(([id, value]) => ({ id, value }));
  const json = { ...data, ...(custom && { custom_fields: fields }) };
  return (await http.post(`/list/${encodeURIComponent(where)}/task`, written, { json })).body.id;
}

/** One at a time. ClickUp knows no id of ours: what has no key is made, and made again if the answer got lost. */
export const upsertTasks: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { name: 'Mend the lamp', status: 'to do', priority: 2 } },
    { key: '86a1b2c3d', data: { status: 'complete', custom: { '0a52c486-5f05-403b-b4fd-c512ff05131c': 23 } } },
  ],
  write: ({ http, settings }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const parsed = given.safeParse(data);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const field = issue?.path.join('.') ?? '';
        return { error: { class: 'invalid', message: `${field} has another form than ClickUp takes.`, field } };
      }
      if (key === undefined) return { key: await create(http, settings.list, parsed.data), action: 'created' };
      await update(http, key, parsed.data);
      return { key, action: 'updated' };
    }),
};
