import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { taskFields } from './objects/rows.ts';
import { api, asana, contextOf, date, encoded, failed, list, page, task } from './test-asana.ts';

const app = testApp();
const { objects, check } = asana.connector;
const context = (more?: { renewed?: ReturnType<typeof bearer> }) => contextOf(app, more);

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  const request = `GET ${api}/users/me?opt_fields=${encoded('name,email')}`;

  it('names the person, after a token that has ended was renewed', async () => {
    app.play(
      { request, status: 401, json: failed('The bearer token has expired.') },
      { request, json: { data: { gid: '1', name: 'Ada', email: 'ada@globex.example' } } },
    );
    expect(await check?.(context({ renewed: bearer('token-2') }))).toEqual({
      id: '1',
      name: 'Ada (ada@globex.example)',
    });
    expect(app.received[1]?.headers.authorization).toBe('Bearer token-2');
  });

  it('takes a personal token, and tells why it is refused', async () => {
    app.play({ request, status: 401, json: failed('Not Authorized') });
    const own = createTestContext({ connector: asana, app, accountType: 'token', fields: { accessToken: 'pat-1' } });
    await expect(check?.(own)).rejects.toMatchObject({ details: { class: 'auth' } });
    expect(app.received[0]?.headers.authorization).toBe('Bearer pat-1');
  });
});

describe('tasks', () => {
  it('come page by page, past an empty one, with custom values by id', async () => {
    const fields = [
      { gid: '70', name: 'Kind', resource_subtype: 'enum', enum_value: { gid: '71', name: 'Desk' } },
      { gid: '72', name: 'Price', resource_subtype: 'number', number_value: 19.5 },
      { gid: '73', name: 'Rooms', resource_subtype: 'multi_enum', multi_enum_values: [{ gid: '74' }, { gid: '75' }] },
      { gid: '76', name: 'Who', resource_subtype: 'people', people_value: [{ gid: '1' }] },
      { gid: '77', name: 'None', resource_subtype: 'enum', enum_value: null },
      { gid: '78', name: 'Sum', resource_subtype: 'formula', display_value: '39' },
    ];
    app.play(
      { request: `${list('')}&limit=100`, ...page([task('1', { custom_fields: fields })], 'o1') },
      { request: `${list('')}&limit=100&offset=o1`, ...page([], 'o2') },
      { request: `${list('')}&limit=100&offset=o2`, ...page([task('2', { assignee: null, custom_fields: [] })]) },
    );
    const pass = await readPass(objects.task, context(), { mode: 'full' });
    expect(pass.rows.map(({ gid }) => gid)).toEqual(['1', '2']);
    expect(pass.rows[0]?.custom).toEqual({ 70: '71', 72: 19.5, 73: ['74', '75'], 76: ['1'], 77: null, 78: '39' });
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('come by what changed since the pass before', async () => {
    const since = '2026-11-20T00:00:00.000Z';
    app.play({ request: `${list(`modified_since=${encoded(since)}&`)}&limit=100`, ...page([task('3')]) });
    const pass = await readPass(objects.task, context(), { mode: 'incremental', watermark: since });
    expect(pass.rows.map(({ gid }) => gid)).toEqual(['3']);
  });

  it('wait as long as Asana says, in seconds and by date', async () => {
    const request = `${list('')}&limit=100`;
    app.play(
      { request, status: 429, headers: { 'retry-after': '30' }, json: failed('You have made too many requests.') },
      { request, status: 429, headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:07 GMT' }, json: failed('…') },
      { request, ...page([]) },
    );
    const patient = context();
    await readPass(objects.task, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([30_000, 7_000]);
  });

  it('fail one by one where a row is odd, and as a whole where the answer is', async () => {
    app.play({ request: `${list('')}&limit=100`, ...page([{ gid: '1' }, task('2')]) });
    const found = await objects.task?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(found?.rows.map((row) => objects.task?.row.safeParse(row).success)).toEqual([false, true]);
    app.play({ request: `${list('')}&limit=100`, text: '<html>Down</html>' });
    await expect(readPass(objects.task, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('are read again one at a time; null where they are gone or have left the project', async () => {
    const one = (gid: string) => `GET ${api}/tasks/${gid}?opt_fields=${encoded(taskFields)}`;
    app.play(
      { request: one('1'), json: { data: task('1', { memberships: [{ project: { gid: '9' } }] }) } },
      { request: one('2'), json: { data: task('2', { memberships: [{ project: { gid: '8' } }] }) } },
      { request: one('3'), status: 404, json: failed('task: Unknown object: 3') },
    );
    expect(await objects.task?.get?.(context(), '1')).toMatchObject({ gid: '1', custom: {} });
    expect(await objects.task?.get?.(context(), '2')).toBeNull();
    expect(await objects.task?.get?.(context(), '3')).toBeNull();
  });

  it('are described with the fields of the project', async () => {
    const custom_field = {
      gid: '70',
      name: 'Kind',
      resource_subtype: 'enum',
      enum_options: [
        { gid: '71', name: 'Desk', enabled: true },
        { gid: '79', name: 'Old', enabled: false },
      ],
    };
    const names = ['name', 'type', 'resource_subtype', 'is_formula_field', 'is_value_read_only'];
    const fields = [...names, 'enum_options.name', 'enum_options.enabled'].map((name) => `custom_field.${name}`);
    const path = `${api}/projects/9/custom_field_settings`;
    app.play({ request: `GET ${path}?opt_fields=${encoded(fields.join(','))}&limit=100`, ...page([{ custom_field }]) });
    const found = await objects.task?.describe?.(context());
    expect(found?.filter(({ custom }) => custom)).toEqual([
      { name: 'custom.70', label: 'Kind', type: 'choice', custom: true, choices: [{ value: '71', label: 'Desk' }] },
    ]);
  });
});

describe('writing', () => {
  it('finds a task by the id of ours, makes it where there is none, and goes on after one that is refused', async () => {
    app.play(
      { request: `PUT ${api}/tasks/external%3At-1`, status: 404, json: failed('task: Unknown object') },
      { request: `POST ${api}/tasks`, status: 201, json: { data: { gid: '11' } } },
      { request: `PUT ${api}/tasks/12`, status: 400, json: failed('due_on: Not a recognized date') },
      { request: `PUT ${api}/tasks/external%3At-2`, json: { data: { gid: '13' } } },
    );
    const results = await objects.task?.upsert?.write(
      context(),
      [
        { data: { name: 'A', external: { gid: 't-1' }, assignee: { gid: '1', name: 'Ada' }, custom: { 70: '71' } } },
        { key: '12', data: { due_on: 'x' } },
        { data: { external: { gid: 't-2' } } },
      ],
      { idempotencyKey: 'once' },
    );
    expect(results).toEqual([
      { key: '11', action: 'created' },
      { error: { class: 'invalid', message: 'due_on: Not a recognized date', field: 'due_on' } },
      { key: '13', action: 'updated' },
    ]);
    expect(app.received[1]?.json()).toEqual({
      data: { name: 'A', external: { gid: 't-1' }, assignee: '1', custom_fields: { 70: '71' }, projects: ['9'] },
    });
  });
});
