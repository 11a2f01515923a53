import { z } from 'zod';
import {
  AppCallError,
  allPages,
  type ConnectorContext,
  type ConnectorObject,
  defineObject,
  orNull,
  pullPages,
  writeOneByOne,
} from '../../kit/index.ts';
import { contactObject } from './contact.ts';

const seconds = z.int();

export const list = z.looseObject({ id: z.string().min(1), name: z.string(), contact_count: z.int().optional() });

export const segment = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  contacts_count: z.int().nullish(),
  parent_list_ids: z.array(z.string()).nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
});

export const template = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  generation: z.string().optional(),
  updated_at: z.string().optional(),
});

export const bounce = z.looseObject({
  email: z.string(),
  created: seconds,
  reason: z.string().optional(),
  status: z.string().optional(),
});
export const report = z.looseObject({ email: z.string(), created: seconds, ip: z.string().optional() });
export const unsubscribe = z.looseObject({ email: z.string(), created: seconds });

const epoch = (time: string | null): number | undefined =>
  time === null ? undefined : Math.floor(Date.parse(time) / 1000);

/** Addresses that nothing is sent to any more. New ones are asked for by their time; those taken off the list are found by a full pass. */
const suppression = <Row extends z.ZodType<{ email: string; created: number }>>(
  label: string,
  path: string,
  row: Row,
): ConnectorObject =>
  defineObject<Row>({
    label,
    row,
    key: ({ email, created }) => `${email}/${created}`,
    incremental: true,
    reportsDeletes: false,
    pull: pullPages({
      pager: { kind: 'offset', parameter: 'offset', size: { parameter: 'limit', value: 500 } },
      rows: '',
      request: ({ since }) => ({ path, query: { start_time: epoch(since) } }),
    }),
  });

/** Bounces come all at once: this list knows neither limit nor offset. */
const bounceObject = defineObject<typeof bounce>({
  label: 'bounces',
  row: bounce,
  key: ({ email, created }) => `${email}/${created}`,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages({
    pager: { kind: 'none' },
    rows: '',
    request: ({ since }) => ({ path: '/suppression/bounces', query: { start_time: epoch(since) } }),
  }),
});

const listPages = {
  pager: { kind: 'link', from: '_metadata.next', size: { parameter: 'page_size', value: 1000 } },
  rows: 'result',
} as const;

async function listNamed(context: ConnectorContext<unknown>, name: string): Promise<string | undefined> {
  for await (const page of allPages(context, { ...listPages, request: { path: '/marketing/lists' } }))
    for (const one of z.array(list).parse(page)) if (one.name.toLowerCase() === name.toLowerCase()) return one.id;
  return undefined;
}

const listObject = defineObject<typeof list>({
  label: 'contact lists',
  row: list,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ ...listPages, request: () => ({ path: '/marketing/lists' }) }),
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`/marketing/lists/${encodeURIComponent(key)}`, list)).body),
  upsert: {
    batch: 10,
    matchBy: ['name'],
    // A list is a name only: what has it already is the list that is meant.
    write: (context, items) =>
      writeOneByOne(items, async ({ key, data }) => {
        const given = z.object({ name: z.string().min(1).max(100) }).safeParse(data);
        if (!given.success) throw new AppCallError('A list needs a name.', { class: 'invalid', field: 'name' });
        const json = given.data;
        const id = key ?? (await listNamed(context, json.name));
        if (id === undefined) {
          const { body } = await context.http.post('/marketing/lists', list, { json });
          return { key: body.id, action: 'created' };
        }
        if (key === undefined) return { key: id, action: 'unchanged' };
        const path = `/marketing/lists/${encodeURIComponent(id)}`;
        await context.http.patch(path, list, { json, repeatable: true });
        return { key: id, action: 'updated' };
      }),
    example: [
      { data: { name: 'Lamp lovers' } },
      { key: '0b6c3a1e-2d4f-4c5b-8a9d-1e2f3a4b5c6d', data: { name: 'Friends of lamps' } },
    ],
  },
});

/** Segments come all at once. */
const segmentObject = defineObject<typeof segment>({
  label: 'segments',
  row: segment,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({
    pager: { kind: 'none' },
    rows: 'segments',
    request: () => ({ path: '/marketing/segments/2.0' }),
  }),
});

const templateObject = defineObject<typeof template>({
  label: 'templates',
  row: template,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({
    pager: { kind: 'link', from: '_metadata.next', size: { parameter: 'page_size', value: 200 } },
    rows: 'result',
    request: () => ({ path: '/templates', query: { generations: 'legacy,dynamic' } }),
  }),
});

export const objects = {
  contact: contactObject,
  bounce: bounceObject,
  block: suppression('blocks', '/suppression/blocks', bounce),
  spamReport: suppression('spam reports', '/suppression/spam_reports', report),
  unsubscribe: suppression('unsubscribes', '/suppression/unsubscribes', unsubscribe),
  list: listObject,
  segment: segmentObject,
  template: templateObject,
};
