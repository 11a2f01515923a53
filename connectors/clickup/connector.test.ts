import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { api, clickup, contextOf, date } from './test-clickup.ts';

const app = testApp();
const { objects, check } = clickup.connector;
const context = (settings?: Record<string, string>) => contextOf(app, settings);

const list = (query: string, page = 0) =>
  `GET ${api}/team/512/task?page=${page}&order_by=created&reverse=true&subtasks=true&include_closed=true${query}`;
const task = (id: string, created: number, more = {}) => ({ id, name: id, date_created: String(created), ...more });
const page = (tasks: unknown[], last_page?: boolean) => ({ headers: { date }, json: { tasks, last_page } });
const ids = (rows: Record<string, unknown>[]) => rows.map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names the person, with a token that has no word before it', async () => {
    app.play({ request: `GET ${api}/user`, json: { user: { id: 183, username: 'Ada', email: 'ada@globex.example' } } });
    const own = createTestContext({ connector: clickup, app, accountType: 'token', fields: { apiToken: 'pk_1_A' } });
    expect(await check?.(own)).toEqual({ id: '183', name: 'Ada (ada@globex.example)' });
    expect(app.received[0]?.headers.authorization).toBe('pk_1_A');
  });

  it.each([
    [401, 'OAUTH_025', 'auth'],
    [401, 'OAUTH_027', 'permission'],
    [400, 'INPUT_005', 'invalid'],
    [404, 'ITEM_013', 'not_found'],
  ])('tells what %i with %s means', async (status, ECODE, known) => {
    app.play({ request: `GET ${api}/user`, status, json: { err: 'It said so.', ECODE } });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: known, code: ECODE, appMessage: 'It said so.' },
    });
    expect(app.received[0]?.headers.authorization).toBe('Bearer token-1');
  });
});

describe('tasks', () => {
  it('go on behind the last one read, past one moment and an empty page', async () => {
    app.play(
      { request: list(''), ...page([task('a', 100), task('b', 200)], false) },
      { request: list('&date_created_gt=199'), ...page([task('b', 200), task('c', 200)], false) },
      { request: list('&date_created_gt=199', 1), ...page([], false) },
      { request: list('&date_created_gt=199', 2), ...page([task('d', 300)], true) },
    );
    const pass = await readPass(objects.task, context(), { mode: 'full' });
    expect(ids(pass.rows)).toEqual(['a', 'b', 'b', 'c', 'd']);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('go on in the other direction too, and end without being told', async () => {
    app.play(
      { request: list(''), ...page([task('b', 200), task('a', 100)]) },
      { request: list('&date_created_lt=101'), ...page([task('a', 100)]) },
      { request: list('&date_created_lt=101', 1), ...page([]) },
    );
    expect(ids((await readPass(objects.task, context(), { mode: 'full' })).rows)).toEqual(['b', 'a', 'a']);
  });

  it('go on by number where they are in no order', async () => {
    app.play(
      { request: list(''), ...page([task('a', 100), task('b', 300), task('c', 200)], false) },
      { request: list('', 1), ...page([task('d', 1)], true) },
    );
    expect(ids((await readPass(objects.task, context(), { mode: 'full' })).rows)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('come by what changed, of the place that was chosen', async () => {
    const since = '2026-11-20T00:00:00.000Z';
    const query = `&space_ids%5B%5D=790&list_ids%5B%5D=901&date_updated_gt=${Date.parse(since)}`;
    app.play({ request: list(query), ...page([], true) });
    const chosen = context({ space: '790', list: '901' });
    expect((await readPass(objects.task, chosen, { mode: 'incremental', watermark: since })).rows).toEqual([]);
  });

  it('have custom values by id, a dropdown by its option', async () => {
    const options = [
      { id: 'o1', name: 'Desk', orderindex: 0 },
      { id: 'o2', name: 'Floor', orderindex: 1 },
    ];
    const custom_fields = [
      { id: 'f1', name: 'Kind', type: 'drop_down', value: 1, type_config: { options } },
      { id: 'f2', name: 'Price', type: 'number', value: '23', type_config: {} },
      { id: 'f3', name: 'Empty', type: 'text' },
    ];
    app.play({ request: list(''), ...page([task('a', 1, { custom_fields }), { id: 'odd' }], true) });
    const found = await objects.task?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(found?.rows[0]).toMatchObject({ custom: { f1: 'o2', f2: '23', f3: null } });
    expect(found?.rows.map((row) => objects.task?.row.safeParse(row).success)).toEqual([true, false]);
  });

  it('wait until the limit is new, and take a web page for no answer', async () => {
    const reset = String(Date.parse(date) / 1_000 + 30);
    const limited = { status: 429, json: { err: 'Rate limit reached', ECODE: 'APP_002' } };
    app.play(
      { request: list(''), ...limited, headers: { date, 'x-ratelimit-reset': reset } },
      { request: list(''), ...limited, headers: { date, 'retry-after': '5' } },
      { request: list(''), text: '<html>Down</html>' },
    );
    const patient = context();
    await expect(readPass(objects.task, patient, { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    expect(patient.pauses).toEqual([30_000, 5_000]);
  });

  it('are null where they are gone', async () => {
    app.play({ request: `GET ${api}/task/x`, status: 404, json: { err: 'Task not found', ECODE: 'ITEM_013' } });
    expect(await objects.task?.get?.(context(), 'x')).toBeNull();
  });

  it('are described with the fields of the list', async () => {
    const type_config = { options: [{ id: 'o1', name: 'Desk' }] };
    app.play({
      request: `GET ${api}/list/901/field`,
      json: { fields: [{ id: 'f1', name: 'Kind', type: 'drop_down', type_config, required: false }] },
    });
    const found = await objects.task?.describe?.(context({ list: '901' }));
    expect(found?.filter(({ custom }) => custom)).toEqual([
      { name: 'custom.f1', label: 'Kind', type: 'choice', custom: true, choices: [{ value: 'o1', label: 'Desk' }] },
    ]);
  });
});

describe('lists', () => {
  it('come space by space, inside folders and beside them', async () => {
    const inside = { folders: [{ id: '1', lists: [{ id: '10', name: 'In' }] }, { id: '2' }] };
    app.play(
      { request: `GET ${api}/team/512/space?archived=false`, json: { spaces: [{ id: '790' }, { id: '791' }] } },
      { request: `GET ${api}/space/790/folder?archived=false`, json: inside },
      { request: `GET ${api}/space/790/list?archived=false`, json: { lists: [{ id: '11', name: 'Beside' }] } },
      { request: `GET ${api}/space/791/folder?archived=false`, json: { folders: [] } },
      { request: `GET ${api}/space/791/list?archived=false`, json: { lists: [] } },
    );
    const pass = await readPass(objects.list, context(), { mode: 'full' });
    expect(pass.pages.map(({ rows }) => rows.length)).toEqual([2, 0]);
  });

  it('of people are those of the workspace', async () => {
    const teams = ['511', '512'].map((id) => ({ id, name: id, members: [{ user: { id: Number(id) } }] }));
    app.play({ request: `GET ${api}/team`, json: { teams } });
    expect((await readPass(objects.user, context(), { mode: 'full' })).rows).toEqual([{ id: 512 }]);
  });
});

describe('writing', () => {
  const write = (items: { key?: string; data: Record<string, unknown> }[], settings = { list: '901' }) =>
    objects.task?.upsert?.write(context(settings), items, { idempotencyKey: 'once' });

  it('makes a task in the list, and goes on after one that is refused', async () => {
    app.play(
      { request: `POST ${api}/list/901/task`, status: 400, json: { err: 'Status not found', ECODE: 'CRTSK_001' } },
      { request: `POST ${api}/list/902/task`, json: { id: 'n2' } },
    );
    const custom = { f1: 'o1' };
    const results = await write([
      { data: { name: 'A', status: 'odd' } },
      { data: { name: 'B', assignees: [{ id: 183 }], due_date: '1795251600000', custom, list: { id: '902' } } },
      { data: { name: 'C', due_date: 'tomorrow' } },
    ]);
    expect(results).toEqual([
      { error: { class: 'invalid', code: 'CRTSK_001', message: 'Status not found' } },
      { key: 'n2', action: 'created' },
      { error: { class: 'invalid', message: 'due_date has another form than ClickUp takes.', field: 'due_date' } },
    ]);
    expect(app.received[1]?.json()).toEqual({
      name: 'B',
      assignees: [183],
      due_date: 1795251600000,
      custom_fields: [{ id: 'f1', value: 'o1' }],
    });
  });

  it('brings people, tags and fields to what they are to be', async () => {
    const before = { id: 'x', assignees: [{ id: 1 }, { id: 2 }], tags: [{ name: 'old' }, { name: 'kept' }] };
    const at = `${api}/task/x`;
    app.play(
      { request: `GET ${at}`, json: before },
      { request: `PUT ${at}`, json: { id: 'x' } },
      { request: `POST ${at}/tag/new%20one`, json: {} },
      { request: `DELETE ${at}/tag/old`, json: {} },
      { request: `POST ${at}/field/f1`, json: {} },
      { request: `DELETE ${at}/field/f2`, json: {} },
    );
    const data = {
      status: { status: 'done' },
      assignees: [2, 3],
      tags: ['kept', 'new one'],
      custom: { f1: 5, f2: null },
    };
    expect(await write([{ key: 'x', data }])).toEqual([{ key: 'x', action: 'updated' }]);
    expect(app.received[1]?.json()).toEqual({ status: 'done', assignees: { add: [3], rem: [1] } });
  });

  it('says that a list is missing', async () => {
    expect(await write([{ data: { name: 'A' } }], { list: '' })).toMatchObject([{ error: { code: 'no_list' } }]);
  });
});
