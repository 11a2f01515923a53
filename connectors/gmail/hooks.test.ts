import { describe, expect, it } from 'vitest';

import { api, app, context, get, hooks, mail, poll, profile, refusal } from './test-gmail.ts';

describe('triggers', () => {
  const history = '/history?startHistoryId=100&historyTypes=messageAdded&maxResults=50';
  const named = (one: string) => ({ message: { id: one } });

  it('begin with nothing, then tell what came', async () => {
    app.play(profile);
    expect(await poll('emailReceived', null)).toEqual({ items: [], cursor: '100' });
    app.play(
      get(history, { history: [{ id: '101', messagesAdded: [named('in'), named('out')] }], historyId: '105' }),
      mail('in'),
      mail('out', ['SENT']),
    );
    expect(await poll('emailReceived', '100')).toMatchObject({ items: [{ id: 'in' }], cursor: '105' });
  });

  it('are bounded, and go on behind the last record', async () => {
    const page = (at: string, token: string) =>
      get(`${history}${token}`, { history: [{ id: at }], historyId: '900', nextPageToken: `p${at}` });
    app.play(page('101', ''), page('102', '&pageToken=p101'), page('103', '&pageToken=p102'));
    expect(await poll('emailSent', '100')).toEqual({ items: [], cursor: '103' });
  });

  it('go on from now where Gmail has forgotten', async () => {
    app.play({ request: `GET ${api}${history}`, ...refusal(404, 'notFound') }, profile);
    expect(await poll('emailReceived', '100')).toEqual({ items: [], cursor: '100' });
  });

  it('tell of a label, each time', async () => {
    app.play(
      get(history.replace('messageAdded', 'labelAdded'), {
        history: [{ id: '101', labelsAdded: [{ ...named('a'), labelIds: ['STARRED'] }] }],
        historyId: '105',
      }),
      mail('a'),
    );
    expect(await poll('labelAdded', '100')).toMatchObject({
      items: [{ id: 'a', version: '101', data: { addedLabels: ['STARRED'] } }],
    });
  });
});

describe('hooks', () => {
  const request = (token: string, body: unknown = {}) => ({
    method: 'POST',
    url: new URL(`https://p.example/h${token}`),
    headers: new Headers({ authorization: 'Bearer a.b.c' }),
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
  const verdict = (token: string, secret = 'secret') =>
    typeof hooks?.verify === 'function' ? hooks.verify(request(token), { secret }, new Date()) : undefined;

  it('are known by the token in the address', () => {
    expect(verdict('?token=secret')).toEqual({ ok: true });
    expect(verdict('?token=secres')).toEqual({ ok: false, because: 'bad_signature' });
    expect(verdict('')).toEqual({ ok: false, because: 'missing_header' });
    expect(verdict('?token=', '')).toEqual({ ok: false, because: 'missing_header' });
  });

  it('say whose mailbox has changed', () => {
    const data = Buffer.from(JSON.stringify({ emailAddress: 'ada@acme.example', historyId: 9876543210 })).toString(
      'base64',
    );
    const message = { data, messageId: '2070443601311540', publishTime: '2026-11-21T09:00:00.000Z' };
    expect(hooks?.events(request('', { message, subscription: 'projects/acme/subscriptions/s' }))).toEqual([
      {
        id: '2070443601311540',
        type: 'mailbox.changed',
        account: 'ada@acme.example',
        object: 'message',
        at: '2026-11-21T09:00:00.000Z',
        data: { emailAddress: 'ada@acme.example', historyId: '9876543210' },
      },
    ]);
  });

  it('are asked for again each day', async () => {
    const learnt = { pubsubTopic: 'projects/acme/topics/gmail', emailAddress: 'ada@acme.example' };
    const watch = {
      request: `POST ${api}/watch`,
      json: { historyId: '1', expiration: String(Date.now() + 7 * 86_400_000) },
    };
    app.play(watch, watch, { request: `POST ${api}/stop`, status: 204, text: '' });
    const asked = { url: 'https://p.example/h', secret: 's', events: [] };
    const made = await hooks?.subscribe?.(context({ label: 'INBOX' }, learnt), asked);
    expect(made).toEqual({ id: 'ada@acme.example', expiresAt: '2026-11-22T09:00:00.000Z' });
    expect(app.received[0]?.json()).toEqual({
      topicName: 'projects/acme/topics/gmail',
      labelIds: ['INBOX'],
      labelFilterBehavior: 'include',
    });
    await hooks?.renew?.(context({}, learnt), { id: 'x' });
    await hooks?.unsubscribe?.(context({}, learnt), { id: 'x' });
    await expect(hooks?.subscribe?.(context(), asked)).rejects.toMatchObject({ details: { code: 'no_topic' } });
  });
});
