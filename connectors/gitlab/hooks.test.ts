import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { app, context, date, hooks, refused, shop, triggers } from './test-gitlab.ts';

const url = 'https://portico.example/h';
const key = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const now = Date.parse(date) / 1000;
const issue = { object_kind: 'issue', object_attributes: { id: 301, iid: 42, action: 'open' } };

const request = (headers: Record<string, string>, told: unknown = issue) => ({
  method: 'POST',
  url: new URL(url),
  headers: new Headers(headers),
  body: new TextEncoder().encode(JSON.stringify(told)),
});
const signed = (time: number, secret = key) => ({
  'webhook-id': 'e1',
  'webhook-timestamp': String(time),
  'webhook-signature': `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`e1.${time}.${JSON.stringify(issue)}`)
    .digest('base64')}`,
});
const verify = (headers: Record<string, string>, secret = key, told: unknown = issue) =>
  typeof hooks?.verify === 'function' ? hooks.verify(request(headers, told), { secret }, new Date(date)) : undefined;
const told = (about: unknown, headers = {}) => hooks?.events(request(headers, about))[0];

describe('hooks', () => {
  it('are believed when signed, for five minutes', () => {
    expect(verify(signed(now))).toEqual({ ok: true });
    expect(verify(signed(now - 301))).toEqual({ ok: false, because: 'too_old' });
    expect(verify(signed(now), key, { ...issue, user: {} })).toEqual({ ok: false, because: 'bad_signature' });
    const { 'webhook-id': _id, ...nameless } = signed(now);
    expect(verify(nameless)).toEqual({ ok: false, because: 'missing_header' });
  });

  it('of older servers send the secret along, which is no way around the signature', () => {
    expect(verify({ 'x-gitlab-token': 'secret-1' }, 'secret-1')).toEqual({ ok: true });
    expect(verify({ 'x-gitlab-token': 'secret-2' }, 'secret-1')).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify({}, 'secret-1')).toEqual({ ok: false, because: 'missing_header' });
    expect(verify({ 'x-gitlab-token': key })).toEqual({ ok: false, because: 'missing_header' });
  });

  it.each([
    [issue, { type: 'issue.open', object: 'issue', key: '42' }],
    [
      { object_kind: 'merge_request', object_attributes: { id: 99, iid: 43, action: 'merge' } },
      { type: 'merge_request.merge', object: 'mergeRequest', key: '43' },
    ],
    [
      {
        object_kind: 'note',
        object_attributes: { id: 1244, action: 'create', noteable_type: 'Issue' },
        issue: { iid: 42 },
      },
      { type: 'note.create', object: 'comment', key: 'issues/42/1244' },
    ],
    [
      { object_kind: 'note', object_attributes: { id: 5, noteable_type: 'MergeRequest' }, merge_request: { iid: 43 } },
      { type: 'note', object: 'comment', key: 'merge_requests/43/5' },
    ],
    [
      { object_kind: 'pipeline', object_attributes: { id: 4711, status: 'failed' } },
      { type: 'pipeline.failed', object: 'pipeline', key: '4711' },
    ],
    [
      { object_kind: 'release', action: 'create', tag: 'v1.2.0' },
      { type: 'release.create', object: 'release', key: 'v1.2.0' },
    ],
    [{ object_kind: 'push', ref: 'refs/heads/main' }, { type: 'push' }],
    [{ object_kind: 'note', object_attributes: { id: 6, noteable_type: 'Commit' } }, { type: 'note' }],
  ])('%j', (about, expected) => {
    const { id: _id, data, ...rest } = told(about) ?? {};
    expect(rest).toEqual(expected);
    expect(data).toEqual(about);
  });

  it('have the same name on a second delivery', () => {
    expect(told(issue, { 'idempotency-key': 'k1', 'x-gitlab-event-uuid': 'u1' })?.id).toBe('k1');
    expect(told(issue, { 'x-gitlab-event-uuid': 'u1' })?.id).toBe('u1');
    expect(told(issue)?.id).toBe('');
  });

  it('bring what the triggers wait for', () => {
    for (const trigger of Object.values(triggers)) {
      if (trigger.via !== 'hook') continue;
      expect(trigger.events).toContain(told(trigger.sample)?.type);
      expect(trigger.output.safeParse(trigger.sample).success).toBe(true);
    }
  });
});

describe('subscriptions', () => {
  const wanted = { url, secret: 'secret-1', events: ['issue.open', 'issue.close', 'push'] };

  it('are signed with a key of their own where the server can, and are ended', async () => {
    app.play(
      { request: `POST ${shop}/hooks`, status: 201, json: { id: 12, signing_token_present: true } },
      { request: `DELETE ${shop}/hooks/12`, status: 204, text: '' },
      refused(`DELETE ${shop}/hooks/12`, 404, { message: '404 Not found' }),
    );
    const made = await hooks?.subscribe?.(context(), wanted);
    expect(made).toMatchObject({ id: '12', state: { project: 'acme/shop' } });
    const sent = app.received[0]?.json();
    expect(sent).toMatchObject({
      url,
      issues_events: true,
      confidential_issues_events: true,
      push_events: true,
      note_events: false,
      enable_ssl_verification: true,
      signing_token: made?.secret,
    });
    expect(Buffer.from(made?.secret?.slice(6) ?? '', 'base64')).toHaveLength(32);
    expect(JSON.stringify(sent)).not.toContain('secret-1');
    if (made) for (let times = 0; times < 2; times++) await hooks?.unsubscribe?.(context(), made);
  });

  it('of older servers get the secret itself, or are taken back', async () => {
    const create = { request: `POST ${shop}/hooks`, status: 201, json: { id: 12 } };
    app.play(create, { request: `PUT ${shop}/hooks/12`, json: { id: 12 } });
    expect((await hooks?.subscribe?.(context(), wanted))?.secret).toBe('secret-1');
    expect(app.received[1]?.json()).toEqual({ url, token: 'secret-1' });
    app.play(create, refused(`PUT ${shop}/hooks/12`, 403, { message: '403 Forbidden' }), {
      request: `DELETE ${shop}/hooks/12`,
      status: 204,
      text: '',
    });
    await expect(hooks?.subscribe?.(context(), wanted)).rejects.toMatchObject({ details: { class: 'permission' } });
  });

  it('can’t be ended where nobody knows where they are', async () => {
    await expect(hooks?.unsubscribe?.(context(), { id: '12' })).rejects.toMatchObject({
      details: { code: 'no_state' },
    });
  });
});
