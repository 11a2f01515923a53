import { describe, expect, it } from 'vitest';
import type { Json } from '../kit/index.ts';
import { app, at, context, graph, hooks, inChannel, refusal, team, triggers } from './test-teams.ts';

const place = `teams('${team}')/channels('19:4a95@thread.tacv2')`;
const request = (value: object[], query = '') => ({
  method: 'POST',
  url: new URL(`https://p.example/hooks/1${query}`),
  headers: new Headers(),
  body: Buffer.from(JSON.stringify({ value })),
});
const notice = (resource: string, more: object = {}) => ({
  subscriptionId: 's1',
  clientState: 'secret',
  changeType: 'updated',
  resource,
  resourceData: { id: '1', '@odata.id': resource },
  ...more,
});

describe('notices', () => {
  it('prove the address, and are known by their clientState', () => {
    const secrets = { secret: 'secret' };
    expect(hooks?.challenge?.(request([], '?validationToken=a%20b'), secrets)).toMatchObject({
      status: 200,
      body: 'a b',
    });
    const verdict = (more?: object) =>
      typeof hooks?.verify === 'function'
        ? hooks.verify(request([notice(place, more)]), secrets, new Date())
        : undefined;
    expect(verdict()).toEqual({ ok: true });
    expect(verdict({ clientState: 'other' })).toEqual({ ok: false, because: 'bad_signature' });
  });

  it('tell messages from replies, channels and members', () => {
    const told = hooks?.events(
      request([
        notice(`${place}/messages('1')`),
        notice(`${place}/messages('1')/replies('2')`, { changeType: 'created', resourceData: { id: '2' } }),
        notice(place, { changeType: 'deleted', resourceData: { id: 'c1' } }),
        notice(`teams('${team}')/members('m1')`, { resourceData: { id: 'm1' } }),
      ]),
    );
    expect(told?.map(({ type, object, key }) => [type, object, key])).toEqual([
      ['message.updated', 'message', '1'],
      ['reply.created', undefined, undefined],
      ['channel.deleted', 'channel', 'c1'],
      ['member.updated', 'member', 'm1'],
    ]);
    // A message may change twice, and nothing of the notices differs.
    expect(new Set(told?.map(({ id }) => id)).size).toBe(4);
  });
});

describe('a subscription', () => {
  const open = at('POST', '/subscriptions');
  const made = (id: string) => ({ request: open, status: 201, json: { id } });
  const expires = '2026-11-24T08:00:00.000Z';

  it('watches what is wanted, under three days, with an address for what happens to it', async () => {
    app.play(made('s1'), made('s2'), made('s3'));
    const events = ['reply.created', 'channel.updated', 'member.deleted'];
    const subscription = await hooks?.subscribe?.(context(), { url: 'https://p.example/h', secret: 's', events });
    expect(subscription).toMatchObject({ id: 's1', expiresAt: expires });
    const sent = app.received.map((one) => one.json());
    expect(sent[0]).toMatchObject({ lifecycleNotificationUrl: 'https://p.example/h', expirationDateTime: expires });
    expect(sent).toMatchObject([
      { resource: `/teams/${team}/channels/19:4a95@thread.tacv2/messages` },
      { resource: `/teams/${team}/channels` },
      { resource: `/teams/${team}/members` },
    ]);
  });

  it('is renewed, or opened again; what was opened is closed where the rest fails', async () => {
    const changeType = 'created,updated,deleted';
    const opened = ['s1', 's2'].map((id) => ({ id, resource: `/teams/${team}/channels`, changeType }));
    const subscription = { id: 's1', state: { url: 'https://p.example/h', secret: 's', opened } };
    const patch = (id: string) => at('PATCH', `/subscriptions/${id}`);
    app.play({ request: patch('s1'), ...refusal(404, 'NotFound') }, made('s9'), {
      request: patch('s2'),
      ...refusal(403, 'Forbidden'),
    });
    app.play({ request: at('DELETE', '/subscriptions/s9'), status: 204, text: '' });
    await expect(hooks?.renew?.(context(), subscription)).rejects.toMatchObject({ details: { class: 'permission' } });
    app.play(...opened.map(({ id }) => ({ request: patch(id), json: { id, expirationDateTime: expires } })));
    expect(await hooks?.renew?.(context(), subscription)).toMatchObject({ id: 's1', expiresAt: expires });
  });
});

describe('triggers', () => {
  const delta = `${inChannel}/messages/delta`;
  const link = (token: string) => `${graph}${delta}?$${token}`;
  const begin = at('GET', delta, { $top: 50, $filter: 'lastModifiedDateTime gt 2026-11-21T08:59:00.000Z' });
  const poll = (name: string, cursor: Json) => {
    const trigger = triggers[name];
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    return trigger.poll(context(), { cursor });
  };
  const post = (id: string, more: object = {}) => ({
    id,
    messageType: 'message',
    createdDateTime: '2026-11-21T09:00:05Z',
    lastModifiedDateTime: '2026-11-21T09:00:05Z',
    ...more,
  });

  it('begin with nothing, then tell what was posted, oldest first', async () => {
    app.play({ request: begin, json: { value: [post('1')], '@odata.deltaLink': link('deltatoken=1') } });
    const begun = await poll('messagePosted', null);
    expect(begun).toEqual({
      items: [],
      cursor: { path: delta, link: link('deltatoken=1'), begun: '2026-11-21T09:00:00.000Z' },
    });
    const value = [
      post('4', { lastModifiedDateTime: '2026-11-21T09:00:09Z' }),
      post('3', { deletedDateTime: '2026-11-21T09:00:09Z' }),
      post('2', { createdDateTime: '2026-11-01T00:00:00Z' }),
      post('system', { messageType: 'systemEventMessage' }),
      post('5'),
    ];
    app.play(
      { request: `GET ${link('deltatoken=1')}`, json: { value: [], '@odata.nextLink': link('skiptoken=2') } },
      { request: `GET ${link('skiptoken=2')}`, json: { value, '@odata.deltaLink': link('deltatoken=2') } },
    );
    const { items, cursor } = await poll('messagePosted', begun.cursor);
    expect(items.map(({ id }) => id)).toEqual(['5', '4']);
    expect(cursor).toMatchObject({ link: link('deltatoken=2') });
  });

  it('tell changes, each by its version', async () => {
    const cursor = { path: delta, link: link('deltatoken=1'), begun: '2026-11-21T09:00:00.000Z' };
    const value = [post('1', { etag: '7' })];
    app.play({ request: `GET ${cursor.link}`, json: { value, '@odata.deltaLink': cursor.link } });
    const { items } = await poll('messageChanged', cursor);
    expect(items).toMatchObject([{ id: '1', version: '7/2026-11-21T09:00:05Z' }]);
  });

  it('tell everything since they began where the place is forgotten', async () => {
    const cursor = { path: delta, link: link('deltatoken=1'), begun: '2026-11-21T09:00:00.000Z' };
    app.play(
      { request: `GET ${cursor.link}`, ...refusal(410, 'SyncStateNotFound') },
      { request: begin, json: { value: [post('1')], '@odata.deltaLink': link('deltatoken=8') } },
    );
    const { items, cursor: next } = await poll('messagePosted', cursor);
    expect([items.map(({ id }) => id), next]).toEqual([['1'], { ...cursor, link: link('deltatoken=8') }]);
  });
});
