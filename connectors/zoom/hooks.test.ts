import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { now, testZoom } from './test-zoom.ts';

const { hooks } = await testZoom();

describe('hooks', () => {
  const secret = 'secret-token';
  const time = String(now / 1000);
  const hook = (body: unknown, sent = time) => {
    const text = JSON.stringify(body);
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${sent}:${text}`).digest('hex')}`;
    const headers = new Headers({ 'x-zm-signature': signature, 'x-zm-request-timestamp': sent });
    return { method: 'POST', url: new URL('https://p.example'), headers, body: new TextEncoder().encode(text) };
  };
  const verify = (request: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret }, new Date(now)) : undefined;
  const object = { id: '85746065432', uuid: 'm==', host_id: 'u1', type: 2, topic: 'Review' };
  const started = { event: 'meeting.started', event_ts: now, payload: { account_id: 'a1', object } };

  it('are believed by time and body', () => {
    expect(verify(hook(started))).toEqual({ ok: true });
    expect(verify(hook(started, String(now / 1000 - 3600)))).toEqual({ ok: false, because: 'too_old' });
    expect(verify({ ...hook(started), body: new Uint8Array([1]) })).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify({ ...hook(started), headers: new Headers() })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('answer the question for the address', () => {
    const plainToken = 'qgg8vlvZRS6UYooatFL8Aw';
    const asked = { event: 'endpoint.url_validation', payload: { plainToken }, event_ts: now };
    const encryptedToken = createHmac('sha256', secret).update(plainToken).digest('hex');
    expect(JSON.parse(hooks?.challenge?.(hook(asked), { secret })?.body ?? '')).toEqual({ plainToken, encryptedToken });
    expect(hooks?.challenge?.(hook(started), { secret })).toBeUndefined();
  });

  it('name whose meeting it is, and each participant once', () => {
    expect(hooks?.events(hook(started))).toMatchObject([
      {
        id: `meeting.started/m==/${now}`,
        type: 'meeting.started',
        account: 'u1',
        object: 'meeting',
        key: '85746065432',
      },
    ]);
    const joined = { ...started, event: 'meeting.participant_joined' };
    const ids = ['1', '2'].map(
      (user_id) =>
        hooks?.events(hook({ ...joined, payload: { object: { ...object, participant: { user_id } } } }))[0]?.id,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('name a recording, and no row for one time of several', () => {
    const recorded = { ...started, event: 'recording.completed' };
    expect(hooks?.events(hook(recorded))).toMatchObject([{ object: 'recording', key: 'm==' }]);
    const recurring = { ...started, payload: { object: { ...object, type: 8 } } };
    expect(hooks?.events(hook(recurring))[0]).not.toHaveProperty('key');
  });
});
