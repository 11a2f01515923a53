import { describe, expect, it } from 'vitest';
import type { HookRequest } from '../kit/index.ts';
import { api, refusal, testOkta } from './test-okta.ts';

const { app, connector, context } = await testOkta();
const { hooks, triggers = {} } = connector;
const url = 'https://hooks.acme.example/h1';

const request = (headers: Record<string, string>, body: unknown = '', method = 'POST'): HookRequest => ({
  method,
  url: new URL(url),
  headers: new Headers(headers),
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});
const verdict = (headers: Record<string, string>) =>
  typeof hooks?.verify === 'function' ? hooks.verify(request(headers), { secret: 's3cret' }, new Date()) : undefined;

describe('hooks', () => {
  it('show the secret that we gave', () => {
    expect(verdict({ authorization: 's3cret' })).toEqual({ ok: true });
    expect(verdict({ authorization: 's3cret2' })).toEqual({ ok: false, because: 'bad_signature' });
    expect(verdict({})).toEqual({ ok: false, because: 'missing_header' });
  });

  it('answer the one question that Okta asks', () => {
    const header = 'x-okta-verification-challenge';
    const answer = hooks?.challenge?.(request({ [header]: 'a"b' }, '', 'GET'), { secret: '' });
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(answer?.body ?? '')).toEqual({ verification: 'a"b' });
    expect(hooks?.challenge?.(request({ [header]: 'x' }), { secret: '' })).toBeUndefined();
    expect(hooks?.challenge?.(request({}, '', 'GET'), { secret: '' })).toBeUndefined();
  });

  it('hold many events, each with the row that it is about, none that failed', () => {
    const user = { id: '00u1', type: 'User' };
    const group = { id: '00g1', type: 'UserGroup' };
    const published = '2026-11-21T09:00:00.000Z';
    const events = [
      { uuid: 'e1', eventType: 'user.lifecycle.create', published, outcome: { result: 'SUCCESS' }, target: [user] },
      { uuid: 'e2', eventType: 'group.user_membership.add', target: [user, group] },
      { uuid: 'e3', eventType: 'user.account.lock', outcome: { result: 'FAILURE' }, target: [user] },
      { uuid: 'e4', eventType: 'application.user_membership.add', target: null },
    ];
    expect(hooks?.events(request({}, { eventId: 'd1', data: { events } }))).toMatchObject([
      { id: 'e1', type: 'user.lifecycle.create', object: 'user', key: '00u1', at: published },
      { id: 'e2', object: 'group', key: '00g1' },
      { id: 'e4', type: 'application.user_membership.add' },
    ]);
    expect(() => hooks?.events(request({}, 'no JSON'))).toThrow('no events');
  });

  it('are made, and answered for before they count', async () => {
    app.play(
      { request: `POST ${api}/eventHooks`, json: { id: 'who1', verificationStatus: 'UNVERIFIED' } },
      { request: `POST ${api}/eventHooks/who1/lifecycle/verify`, json: { id: 'who1' } },
    );
    const events = ['user.lifecycle.create'];
    expect(await hooks?.subscribe?.(context(), { url, secret: 's3cret', events })).toEqual({ id: 'who1' });
    expect(app.received[0]?.json()).toMatchObject({
      events: { type: 'EVENT_TYPE', items: events },
      channel: { config: { uri: url, authScheme: { type: 'HEADER', key: 'authorization', value: 's3cret' } } },
    });
  });

  it('leave nothing behind where the answer did not reach Okta', async () => {
    const one = `${api}/eventHooks/who1`;
    const failed = refusal('E0000001', 'Api validation failed', 'uri: Verification failed');
    app.play(
      { request: `POST ${api}/eventHooks`, json: { id: 'who1' } },
      { request: `POST ${one}/lifecycle/verify`, status: 400, json: failed },
      { request: `POST ${one}/lifecycle/deactivate`, json: {} },
      { request: `DELETE ${one}`, status: 204, text: '' },
    );
    const asked = { url, secret: 's', events: ['user.lifecycle.create'] };
    await expect(hooks?.subscribe?.(context(), asked)).rejects.toThrow('Verification failed');
  });

  it('end, though somebody has ended them before', async () => {
    const gone = { status: 404, json: refusal('E0000007', 'Not found') };
    app.play({ request: `POST ${api}/eventHooks/who1/lifecycle/deactivate`, ...gone });
    await hooks?.unsubscribe?.(context(), { id: 'who1' });
  });

  it('bring what the triggers wait for', () => {
    for (const trigger of Object.values(triggers)) {
      const body = { data: { events: [trigger.sample] } };
      const [event] = hooks?.events(request({}, body)) ?? [];
      expect(trigger.via === 'hook' && trigger.events).toContain(event?.type);
      expect(event?.key).toBeDefined();
    }
  });
});
