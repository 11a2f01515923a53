import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { api, clickup, contextOf } from './test-clickup.ts';

const app = testApp();
const { actions = {}, options = {}, hooks, triggers = {} } = clickup.connector;
const context = (settings?: Record<string, string>) => contextOf(app, settings);

describe('actions', () => {
  const run = (name: string, input: unknown = actions[name]?.example) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };
  const at = '/task/86a1b2c3d';
  const saved = { id: '86a1b2c3d', name: 'Mend the lamp' };
  const due = { due_date: Date.parse('2026-12-01T09:00:00Z'), due_date_time: true };
  const time = { tid: '86a1b2c3d', start: Date.parse('2026-11-21T09:00:00Z'), duration: 1_800_000 };

  it.each<[string, string, unknown, unknown]>([
    ['createTask', 'POST /list/901/task', { name: 'Mend the lamp', priority: 2, ...due }, saved],
    ['updateTask', `PUT ${at}`, { status: 'complete' }, saved],
    ['assignTask', `PUT ${at}`, { assignees: { add: [183], rem: [] } }, saved],
    [
      'addComment',
      `POST ${at}/comment`,
      { comment_text: 'A customer has asked for this.', notify_all: false },
      { id: 7 },
    ],
    ['setCustomField', `POST ${at}/field/0a52c486-5f05-403b-b4fd-c512ff05131c`, { value: 23 }, {}],
    ['createChecklist', `POST ${at}/checklist`, { name: 'Before the lamp goes out' }, { checklist: { id: 'c1' } }],
    ['createList', 'POST /space/790/list', { name: 'New lamps' }, { id: '902', name: 'New lamps' }],
    ['trackTime', 'POST /team/512/time_entries', time, { data: { id: '9' } }],
  ])('%s sends %s', async (name, request, body, json) => {
    app.play({ request: request.replace(' ', ` ${api}`), json });
    await run(name);
    expect(app.received[0]?.json()).toEqual(body);
  });

  it('tag, delete, read and find', async () => {
    const query = 'page=0&order_by=updated&subtasks=true&statuses%5B%5D=to+do&include_closed=false';
    app.play(
      { request: `POST ${api}${at}/tag/urgent`, json: {} },
      { request: `DELETE ${api}${at}`, status: 204, text: '' },
      { request: `GET ${api}${at}`, json: saved },
      { request: `GET ${api}/team/512/task?${query}`, json: { tasks: [saved] } },
    );
    expect(await run('addTag')).toEqual({ task: '86a1b2c3d' });
    expect(await run('deleteTask')).toEqual({ deleted: true });
    expect(await run('getTask')).toMatchObject({ ...saved, custom: {} });
    expect(await run('findTasks')).toMatchObject({ tasks: [saved] });
  });

  it('take a person from a dropdown, and are not repeated when ClickUp stumbles', async () => {
    app.play({ request: `PUT ${api}${at}`, json: saved });
    await run('assignTask', { task: '86a1b2c3d', person: '183' });
    expect(app.received[0]?.json()).toEqual({ assignees: { add: [183], rem: [] } });
    app.play({ request: `POST ${api}${at}/comment`, status: 502, text: 'bad gateway' });
    await expect(run('addComment')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });
});

describe('options', () => {
  it('depend on what was chosen before, in the form or in the settings', async () => {
    const spaces = [
      { id: '790', name: 'Shop' },
      { id: '791', name: 'Office' },
    ];
    app.play(
      { request: `GET ${api}/team/600/space?archived=false`, json: { spaces } },
      { request: `GET ${api}/space/790/folder?archived=false`, json: { folders: [] } },
      {
        request: `GET ${api}/space/790/list?archived=false`,
        json: { lists: [{ id: '901', name: 'Lamps', folder: { id: '1', name: 'hidden', hidden: true } }] },
      },
      { request: `GET ${api}/list/901`, json: { id: '901', statuses: [{ status: 'to do' }, { status: 'done' }] } },
    );
    const search = { search: 'sho', cursor: null, parent: { workspace: '600' } };
    expect(await options.spaces?.(context(), search)).toEqual({
      options: [{ value: '790', label: 'Shop' }],
      next: null,
    });
    expect(await options.lists?.(context({ space: '790' }), { search: '', cursor: null })).toEqual({
      options: [{ value: '901', label: 'Lamps', detail: undefined }],
      next: null,
    });
    expect(await options.statuses?.(context(), { search: 'do', cursor: null, parent: { list: '901' } })).toMatchObject({
      options: [{ value: 'to do' }, { value: 'done' }],
    });
    expect(await options.tags?.(context(), { search: '', cursor: null })).toEqual({ options: [], next: null });
  });
});

describe('hooks', () => {
  const hook = (data: unknown, secret = 's') => {
    const text = JSON.stringify(data);
    const headers = new Headers({ 'x-signature': createHmac('sha256', secret).update(text).digest('hex') });
    return { method: 'POST', url: new URL('https://portico.example/h'), headers, body: new TextEncoder().encode(text) };
  };
  const verify = (request: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret: 's' }, new Date()) : undefined;

  it('are believed by their signature', () => {
    expect(verify(hook({}))).toEqual({ ok: true });
    expect(verify(hook({}, 'another'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify({ ...hook({}), headers: new Headers() })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('say what happened to what', () => {
    const samples = Object.values(triggers).map(({ sample }) => hooks?.events(hook(sample))[0]);
    expect(samples.map((event) => event?.type)).toContain('taskDeleted');
    expect(samples[0]).toMatchObject({
      id: '7fa3ec74-69a8-4530-a251-8a13730bd204/taskCreated/2800763136717140857',
      object: 'task',
      key: '86a1b2c3d',
      at: '2026-11-21T09:00:00.000Z',
    });
    expect(samples.find((event) => event?.type === 'taskDeleted')).toMatchObject({ id: '', object: 'task' });
    expect(hooks?.events(hook({ event: 'listDeleted', list_id: 901, webhook_id: 'w' }))).toMatchObject([
      { type: 'listDeleted', object: 'list', key: '901' },
    ]);
  });

  it('are made for the narrowest place with the secret that ClickUp chose, and ended', async () => {
    app.play(
      { request: `POST ${api}/team/512/webhook`, json: { id: 'w1', webhook: { id: 'w1', secret: 'chosen' } } },
      { request: `DELETE ${api}/webhook/w1`, status: 404, json: { err: 'Webhook not found', ECODE: 'WEBHOOK_001' } },
    );
    const url = 'https://portico.example/h';
    const request = { url, secret: 'ours', events: ['taskCreated', 'taskCreated'] };
    expect(await hooks?.subscribe?.(context({ space: '790', list: '901' }), request)).toEqual({
      id: 'w1',
      secret: 'chosen',
    });
    expect(app.received[0]?.json()).toEqual({ endpoint: url, events: ['taskCreated'], list_id: 901 });
    await hooks?.unsubscribe?.(context(), { id: 'w1' });
  });
});
