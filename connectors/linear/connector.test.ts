import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const linear = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, hooks, check } = linear.connector;
const context = () =>
  createTestContext({ connector: linear, app, accountType: 'key', fields: { apiKey: 'lin_api_1' } });

const request = 'POST https://api.linear.app/graphql';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const answer = (data: unknown) => ({ request, headers: { date }, json: { data } });
const team = (id: string) => ({ id, key: 'SHOP', name: 'Shop', createdAt: date, updatedAt: date });
const teams = (nodes: unknown[], endCursor: string | null) =>
  answer({ teams: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } });

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names workspace and person, with a key that has no word before it', async () => {
    app.play(answer({ viewer: { id: 'u1', name: 'Ada' }, organization: { id: 'o1', name: 'Acme' } }));
    expect(await check?.(context())).toEqual({ id: 'o1/u1', name: 'Acme (Ada)' });
    expect(app.received[0]?.headers.authorization).toBe('lin_api_1');
  });
});

describe('lists', () => {
  it('go on at their cursor, past an empty page, and since the pass before', async () => {
    app.play(teams([team('t1')], 'c1'), teams([], 'c2'), teams([team('t2')], null));
    const pass = await readPass(objects.team, context(), {
      mode: 'incremental',
      watermark: '2026-11-20T00:00:00.000Z',
    });
    expect(pass.rows.map(({ id }) => id)).toEqual(['t1', 't2']);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
    expect(app.received[1]?.json()).toMatchObject({
      variables: { first: 100, after: 'c1', filter: { updatedAt: { gte: '2026-11-20T00:00:00.000Z' } } },
    });
  });

  it('wait when Linear says 400 and means 429', async () => {
    const errors = [{ message: 'Rate limit exceeded', extensions: { code: 'RATELIMITED' } }];
    const headers = { 'x-ratelimit-requests-reset': String(Date.parse(date) + 5_000) };
    app.play({ request, status: 400, headers, json: { errors } }, teams([], null));
    const patient = context();
    await readPass(objects.team, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([5_000]);
  });

  it('know what is gone', async () => {
    const errors = [
      {
        message: 'Entity not found: Issue',
        extensions: { code: 'INPUT_ERROR', userPresentableMessage: 'Could not find it.' },
      },
    ];
    app.play({ request, json: { data: null, errors } });
    expect(await objects.issue?.get?.(context(), 'x')).toBeNull();
  });
});

describe('writing', () => {
  const run = (name: string, input: unknown) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };

  it('gives back what was made', async () => {
    app.play(answer({ issueCreate: { success: true, issue: { id: 'i1', identifier: 'SHOP-42' } } }));
    expect(await run('createIssue', { teamId: 't1', title: 'x' })).toEqual({ id: 'i1', identifier: 'SHOP-42' });
  });

  it('tells what was refused, in the words for people', async () => {
    const errors = [
      {
        message: 'Argument Validation Error',
        extensions: { code: 'INVALID_INPUT', userPresentableMessage: 'title must be shorter' },
      },
    ];
    app.play({ request, json: { data: null, errors } });
    await expect(run('createIssue', { teamId: 't1', title: 'x' })).rejects.toMatchObject({
      details: { class: 'invalid', appMessage: 'title must be shorter' },
    });
  });

  it('is not repeated when Linear stumbles', async () => {
    app.play({ request, status: 502, text: 'bad gateway' });
    await expect(run('addComment', { issue: 'SHOP-42', body: 'x' })).rejects.toMatchObject({
      details: { class: 'app_down' },
    });
  });
});

describe('options', () => {
  it('depend on the team', async () => {
    app.play(
      answer({
        workflowStates: { nodes: [{ id: 's1', name: 'To Do' }], pageInfo: { hasNextPage: false, endCursor: 'x' } },
      }),
    );
    expect(await options.states?.(context(), { search: 'to', cursor: null, parent: { teamId: 't1' } })).toEqual({
      options: [{ value: 's1', label: 'To Do', detail: undefined }],
      next: null,
    });
    expect(app.received[0]?.json()).toMatchObject({
      variables: { filter: { name: { containsIgnoreCase: 'to' }, team: { id: { eq: 't1' } } } },
    });
  });
});

describe('hooks', () => {
  const at = Date.parse(date);
  const hook = (webhookTimestamp: number | undefined, secret = 's') => {
    const text = JSON.stringify({
      action: 'create',
      type: 'Issue',
      organizationId: 'o1',
      webhookTimestamp,
      data: { id: 'i1' },
    });
    const signature = createHmac('sha256', secret).update(text).digest('hex');
    const headers = new Headers({ 'linear-signature': signature, 'linear-delivery': 'd1' });
    return { method: 'POST', url: new URL('https://portico.example/h'), headers, body: new TextEncoder().encode(text) };
  };
  const verify = (request_: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request_, { secret: 's' }, new Date(date)) : undefined;

  it('are believed for a minute', () => {
    expect(verify(hook(at - 59_000))).toEqual({ ok: true });
    expect(verify(hook(at - 61_000))).toEqual({ ok: false, because: 'too_old' });
    expect(verify(hook(at, 'another'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(hook(undefined))).toEqual({ ok: false, because: 'unreadable' });
  });

  it('say what happened to what', () => {
    expect(hooks?.events(hook(at))).toMatchObject([
      { id: 'd1', type: 'Issue.create', account: 'o1', object: 'issue', key: 'i1' },
    ]);
  });
});
