import { z } from 'zod';
import { defineObject, orNull, type Pager, pullPages, writeOneByOne } from '../../kit/index.ts';
import { formPath, type Settings } from '../settings.ts';
import { describeResponse } from './describe.ts';
import { form, response, withFields, workspace } from './rows.ts';

const responses = z.object({ items: z.array(z.unknown()) });
const written = z.object({ id: z.string() });
const pages: Pager = {
  kind: 'page',
  parameter: 'page',
  size: { parameter: 'page_size', value: 200 },
  pages: 'page_count',
};

/** Of the last half hour some may be missing yet: https://www.typeform.com/developers/responses/ */
const lateMs = 3_600_000;

const pullResponses = pullPages<Settings>({
  pager: { kind: 'keyset', parameter: 'before', field: 'token', size: { parameter: 'page_size', value: 1000 } },
  rows: 'items',
  watermark: { kind: 'clock', overlapMs: lateMs },
  request: ({ settings, since }) => ({
    path: `${formPath(settings.form)}/responses`,
    query: { since: since === null ? undefined : Math.floor(Date.parse(since) / 1000) },
  }),
});

/**
 * Latest first, and on from the last one read by its token: what comes in meanwhile stands before the first page and is newer
 * than the pass. An answer never changes; one that is deleted is found by a full pass.
 */
const responseObject = defineObject<typeof response, Settings>({
  label: 'answers',
  row: response,
  key: ({ response_id }) => response_id,
  incremental: true,
  reportsDeletes: false,
  pull: async (context, request) => {
    const page = await pullResponses(context, request);
    return { ...page, rows: page.rows.map(withFields) };
  },
  describe: describeResponse,
  get: async ({ http, settings }, key) => {
    const query = { included_response_ids: key };
    const found = await orNull(
      async () => (await http.get(`${formPath(settings.form)}/responses`, responses, { query })).body.items[0],
    );
    return found === undefined || found === null ? null : withFields(found);
  },
});

/** In the order of creation: a change moves none from one page to another. */
const formObject = defineObject<typeof form, Settings>({
  label: 'forms',
  row: form,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: pages,
    rows: 'items',
    total: 'total_items',
    request: () => ({ path: '/forms', query: { sort_by: 'created_at', order_by: 'asc' } }),
  }),
  get: ({ http }, key) => orNull(async () => (await http.get(formPath(key), z.unknown())).body),
});

const workspaceObject = defineObject<typeof workspace, Settings>({
  label: 'workspaces',
  row: workspace,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: pages,
    rows: 'items',
    total: 'total_items',
    request: () => ({ path: '/workspaces' }),
  }),
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`/workspaces/${encodeURIComponent(key)}`, z.unknown())).body),
  upsert: {
    batch: 10,
    matchBy: [],
    example: [{ data: { name: 'Surveys' } }, { key: 'sDd3zw', data: { name: 'Surveys 2026' } }],
    write: ({ http }, items) =>
      writeOneByOne(items, async ({ key, data: { name } }) => {
        if (key === undefined) {
          const { id } = (await http.post('/workspaces', written, { json: { name } })).body;
          return { key: id, action: 'created' };
        }
        const json = [{ op: 'replace', path: '/name', value: name }];
        await http.patch(`/workspaces/${encodeURIComponent(key)}`, z.unknown(), { json, repeatable: true });
        return { key, action: 'updated' };
      }),
  },
});

export const objects = { response: responseObject, form: formObject, workspace: workspaceObject };
