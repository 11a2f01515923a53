import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { api, asana, contextOf, date, encoded, failed, list, page, task } from './test-asana.ts';

const app = testApp();
const { triggers = {}, hooks } = asana.connector;
const context = () => contextOf(app);

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('triggers', () => {
  const first = `GET ${api}/tasks?project=9&limit=1&opt_fields=gid`;

  it('begin with nothing, then bring what was completed since, oldest first', async () => {
    const { taskCompleted: trigger } = triggers;
    if (trigger?.via !== 'poll') throw new Error('It polls.');
    app.play({ request: first, ...page([]) });
    const begun = await trigger.poll(context(), { cursor: null });
    expect(begun).toEqual({ items: [], cursor: { since: '2026-11-21T08:58:00.000Z' } });
    const done = (gid: string, completed_at: string) => task(gid, { completed: true, completed_at });
    const rows = [
      done('2', '2026-11-21T08:59:30.000Z'),
      done('1', '2026-11-21T08:58:30.000Z'),
      done('3', '2026-11-01T00:00:00.000Z'),
      task('4'),
    ];
    const since = encoded('2026-11-21T08:58:00.000Z');
    app.play(
      { request: first, ...page([]) },
      { request: `${list(`modified_since=${since}&`)}&limit=100`, ...page(rows) },
    );
    const { items } = await trigger.poll(context(), { cursor: begun.cursor });
    expect(items.map(({ id, version }) => [id, version])).toEqual([
      ['1', '2026-11-21T08:58:30.000Z'],
      ['2', '2026-11-21T08:59:30.000Z'],
    ]);
    expect(items.map(({ data }) => trigger.output.safeParse(data).success)).toEqual([true, true]);
  });
});

describe('hooks', () => {
  const event = (action: string, resource: object, parent: object | null) => ({
    user: { gid: '1', resource_type: 'user' },
    created_at: '2026-11-21T09:00:00.123Z',
    action,
    resource,
    parent,
  });
  const body = (events: unknown[]) => JSON.stringify({ events });
  const hook = (text: string, headers: Record<string, string> = {}) => ({
    method: 'POST',
    url: new URL('https://portico.example/h'),
    headers: new Headers(headers),
    body: new TextEncoder().encode(text),
  });
  const verify = (request: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret: 's' }, new Date(date)) : undefined;

  it('are believed by their signature', () => {
    const text = body([]);
    const signature = createHmac('sha256', 's').update(text).digest('hex');
    expect(verify(hook(text, { 'x-hook-signature': signature }))).toEqual({ ok: true });
    expect(verify(hook(`${text} `, { 'x-hook-signature': signature }))).toEqual({
      ok: false,
      because: 'bad_signature',
    });
    expect(verify(hook(text))).toEqual({ ok: false, because: 'missing_header' });
    expect(hooks?.events(hook(text))).toEqual([]);
  });

  it('send the secret back when the address is asked', () => {
    expect(hooks?.challenge?.(hook('', { 'x-hook-secret': 'b5' }), { secret: '' })).toEqual({
      status: 200,
      headers: { 'x-hook-secret': 'b5' },
      body: '',
    });
    expect(hooks?.challenge?.(hook(body([])), { secret: '' })).toBeUndefined();
  });

  it('hold many events, each with an id that a second delivery has too', () => {
    const aTask = { gid: '5', resource_type: 'task', resource_subtype: 'default_task' };
    const comment = { gid: '6', resource_type: 'story', resource_subtype: 'comment_added' };
    const text = body([
      event('removed', aTask, { gid: '9', resource_type: 'project' }),
      event('added', comment, aTask),
      event('deleted', aTask, null),
    ]);
    const found = hooks?.events(hook(text));
    expect(found).toMatchObject([
      { type: 'task.removed', object: 'task', key: '5' },
      { type: 'comment.added', object: 'task', key: '5' },
      { type: 'task.deleted', object: 'task', key: '5' },
    ]);
    expect(new Set(found?.map(({ id }) => id)).size).toBe(3);
    expect(hooks?.events(hook(text))).toEqual(found);
  });

  it('are made for the project with the secret that Asana chose, and ended', async () => {
    app.play(
      { request: `POST ${api}/webhooks`, status: 201, json: { data: { gid: '77' }, 'X-Hook-Secret': 'b5' } },
      { request: `DELETE ${api}/webhooks/77`, status: 404, json: failed('Unknown object: 77') },
    );
    const target = 'https://portico.example/h';
    const events = ['task.changed', 'comment.added'];
    const made = await hooks?.subscribe?.(context(), { url: target, secret: 'ours', events });
    expect(made).toEqual({ id: '77', secret: 'b5' });
    const filters = [
      { resource_type: 'task', action: 'changed' },
      { resource_type: 'story', resource_subtype: 'comment_added', action: 'added' },
    ];
    expect(app.received[0]?.json()).toEqual({ data: { resource: '9', target, filters } });
    await hooks?.unsubscribe?.(context(), { id: '77' });
  });
});
