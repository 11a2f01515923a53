import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { answer, app, asked, check, context, date, failed, objects, options, request } from './test-monday.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

const me = { me: { id: '4012689', name: 'Ada', account: { id: '99', name: 'Acme' } } };
const board = (id: string) => ({ id, name: `Board ${id}`, state: 'active', board_kind: 'public', description: null });
const boards = (count: number, from = 0) =>
  answer({ boards: Array.from({ length: count }, (_, index) => board(String(from + index))) });

describe('letting in', () => {
  it('names account and person, in the version that is meant', async () => {
    app.play(answer(me));
    expect(await check?.(context())).toEqual({ id: '99/4012689', name: 'Acme (Ada)' });
    expect(app.received[0]?.headers).toMatchObject({ 'api-version': '2026-10', authorization: 'Bearer token-1' });
  });

  it('sends a token of one’s own without a word before it', async () => {
    app.play(answer(me));
    await check?.(context({ accountType: 'token', fields: { token: 'eyJhbGciOi.eyJ0aWQiOj.c2lnbmF0dXJl' } }));
    expect(app.received[0]?.headers.authorization).toBe('eyJhbGciOi.eyJ0aWQiOj.c2lnbmF0dXJl');
  });

  it.each([
    ['a status', { request, status: 401, json: { errors: [{ message: 'Not Authenticated' }] } }],
    ['an error in a good answer', failed('NOT_AUTHENTICATED')],
  ])('renews a token that has ended, said by %s', async (_how, refusal) => {
    app.play(refusal, answer(me));
    expect(await check?.(context({ renewed: bearer('token-2') }))).toMatchObject({ id: '99/4012689' });
    expect(app.received[1]?.headers.authorization).toBe('Bearer token-2');
  });
});

describe('lists', () => {
  it('go on by number until a page is not full', async () => {
    app.play(boards(100), boards(100, 100), boards(0));
    const pass = await readPass(objects.board, context(), { mode: 'full' });
    expect(pass.rows).toHaveLength(200);
    expect([0, 1, 2].map((index) => asked(index).variables)).toEqual([
      { page: 1, limit: 100 },
      { page: 2, limit: 100 },
      { page: 3, limit: 100 },
    ]);
  });

  it.each([
    ['group', { boards: [{ groups: [{ id: 'topics', title: 'Topics', archived: null }] }] }, 'topics'],
    ['user', { users: [{ id: '1', name: 'Ada', email: 'ada@globex.example', title: null }] }, '1'],
    ['update', { boards: [{ updates: [{ id: '5', body: 'x', item_id: null, replies: null }] }] }, '5'],
  ])('%s', async (name, data, key) => {
    app.play(answer(data));
    const object = objects[name];
    const pass = await readPass(object, context(), { mode: 'full' });
    expect(pass.rows.map((row) => object?.key(row, { board: '1234567890' }))).toEqual([key]);
  });

  it('know what is gone', async () => {
    app.play(answer({ boards: [] }), answer({ users: null }), failed('ResourceNotFoundException'));
    expect(await objects.board?.get?.(context(), '1')).toBeNull();
    expect(await objects.user?.get?.(context(), '1')).toBeNull();
    expect(await objects.update?.get?.(context(), '1')).toBeNull();
  });
});

describe('refusals', () => {
  const busy = {
    errors: [{ message: 'Busy', extensions: { code: 'COMPLEXITY_BUDGET_EXHAUSTED', retry_in_seconds: 11 } }],
  };

  it.each([
    ['seconds', { request, status: 429, headers: { 'retry-after': '7' }, json: { errors: [{ message: 'x' }] } }, 7_000],
    [
      'a date',
      { request, status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 09:00:09 GMT', date }, text: 'Slow down' },
      9_000,
    ],
    ['the error of a good answer', { request, json: busy }, 11_000],
  ])('wait as long as %s says', async (_where, refusal, wait) => {
    app.play(refusal, answer(me));
    const patient = context();
    await check?.(patient);
    expect(patient.pauses).toEqual([wait]);
  });

  it.each([
    ['DAILY_LIMIT_EXCEEDED', 'quota'],
    ['USER_ACCESS_DENIED', 'permission'],
    ['missingRequiredPermissions', 'permission'],
    ['InvalidBoardIdException', 'not_found'],
    ['ResourceLocked', 'conflict'],
    ['undefinedField', 'invalid'],
  ])('%s is %s', async (code, kind) => {
    app.play(failed(code));
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: kind, code, appMessage: `It said ${code}.` },
    });
  });

  it('read the older form, and take no data beside an error', async () => {
    const old = { error_code: 'UserUnauthorizedException', error_message: 'Not yours', status_code: 403 };
    app.play({ request, json: old });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: 'permission', appMessage: 'Not yours' },
    });
    app.play({ request, json: { data: me, errors: [{ message: 'Half', extensions: { status_code: 403 } }] } });
    await expect(check?.(context())).rejects.toMatchObject({ details: { class: 'permission' } });
  });

  it.each([
    ['a web page', { text: '<html>Maintenance</html>', headers: { 'content-type': 'text/html' } }],
    ['something else', { json: { data: { me: 'nobody' } } }],
  ])('are no %s', async (_what, odd) => {
    app.play({ request, ...odd });
    await expect(check?.(context())).rejects.toMatchObject({ details: { class: 'protocol' } });
  });
});

describe('options', () => {
  it('are looked through by what was typed', async () => {
    app.play(
      answer({
        boards: [
          { id: '1', name: 'Lamps', workspace: { name: 'Shop' } },
          { id: '2', name: 'Chairs', workspace: null },
        ],
      }),
    );
    expect(await options.boards?.(context(), { search: 'LAMP', cursor: null })).toEqual({
      options: [{ value: '1', label: 'Lamps', detail: 'Shop' }],
      next: null,
    });
    app.play(answer({ users: Array.from({ length: 100 }, (_, id) => ({ id: String(id), name: 'Ada', email: 'x' })) }));
    expect((await options.people?.(context(), { search: 'mara', cursor: 2 }))?.next).toBe(3);
    expect(asked(1).variables).toEqual({ page: 2, limit: 100 });
  });

  it('are those of the board that was chosen in the form, else in the settings', async () => {
    app.play(answer({ boards: [{ groups: [{ id: 'topics', title: 'Topics' }] }] }));
    app.play(answer({ boards: [{ columns: [{ id: 'status', title: 'Status', type: 'status' }] }] }));
    const groups = await options.groups?.(context(), { search: '', cursor: null, parent: { board: '7' } });
    expect(groups?.options).toEqual([{ value: 'topics', label: 'Topics' }]);
    const columns = await options.columns?.(context(), { search: '', cursor: null });
    expect(columns?.options).toEqual([{ value: 'status', label: 'Status', detail: 'status' }]);
    expect([0, 1].map((index) => asked(index).variables.board)).toEqual(['7', '1234567890']);
    const nothing = await options.groups?.(context({ settings: {} }), { search: '', cursor: null });
    expect(nothing).toEqual({ options: [], next: null });
  });
});
