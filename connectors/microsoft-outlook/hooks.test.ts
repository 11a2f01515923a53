import { describe, expect, it } from 'vitest';
import { app, at, context, hooks, refusal, triggers } from './test-outlook.ts';

const request = (body: unknown, query = '') => ({
  method: 'POST',
  url: new URL(`https://p.example/hooks/1${query}`),
  headers: new Headers({ 'content-type': 'application/json' }),
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const notice = (more: object = {}) => ({
  id: 'n1',
  subscriptionId: 's1',
  clientState: 'secret',
  changeType: 'created',
  resource: "Users/u1/mailFolders('inbox')/Messages/AAk1",
  resourceData: { id: 'AAk1', '@odata.etag': 'W/"CQ1"' },
  ...more,
});
const verdict = (body: unknown, secret = 'secret') =>
  typeof hooks?.verify === 'function' ? hooks.verify(request(body), { secret }, new Date()) : undefined;
const told = (...value: object[]) => hooks?.events(request({ value }));
const secrets = { secret: '' };
const open = at('POST', '/subscriptions');
const paths = { inbox: "me/mailFolders('inbox')/messages", events: 'me/events' };
const changeType = 'created,updated,deleted';
const state = {
  url: 'https://p.example/h',
  secret: 's',
  opened: [
    { id: 's1', resource: paths.inbox, changeType },
    { id: 's2', resource: paths.events, changeType },
  ],
};
const bodies = () => app.received.map(({ body }) => (body === '' ? undefined : JSON.parse(body)));

describe('the address', () => {
  it('is proved by the token, decoded and as plain text', () => {
    const asked = request('', '?validationToken=Validation%3A+%3Cb%3E1');
    expect(hooks?.challenge?.(asked, secrets)).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
      body: 'Validation: <b>1',
    });
    expect(hooks?.challenge?.(request({ value: [notice()] }), secrets)).toBeUndefined();
  });
});

describe('notices', () => {
  it('are known by their clientState, each of them', () => {
    const other = notice({ clientState: 'secreT' });
    expect(verdict({ value: [notice(), notice()] })).toEqual({ ok: true });
    expect(verdict({ value: [notice(), other] })).toEqual({ ok: false, because: 'bad_signature' });
    expect(verdict({ value: [notice({ clientState: null }), notice()] })).toEqual({
      ok: false,
      because: 'missing_header',
    });
    expect(verdict({ value: [notice()] }, '')).toEqual({ ok: false, because: 'missing_header' });
    expect(verdict({ value: [] })).toEqual({ ok: false, because: 'unreadable' });
    expect(verdict('<html>')).toEqual({ ok: false, because: 'unreadable' });
    expect(hooks?.answer).toEqual({ status: 202, body: '' });
  });

  it('say which row to read again', () => {
    const contact = { id: 'n2', changeType: 'deleted', resource: 'Users/u1/Contacts/c1', resourceData: { id: 'c1' } };
    const event = {
      id: null,
      changeType: 'updated',
      resource: 'Users/u1/Events/e1',
      resourceData: { id: 'e1', '@odata.etag': 'W/"5"' },
    };
    const data = { changeType: 'created', resource: notice().resource, id: 'AAk1' };
    expect(told(notice(), notice(contact), notice(event))).toEqual([
      { id: 'n1', type: 'message.created', object: 'message', key: 'AAk1', data },
      expect.objectContaining({ id: 'n2', type: 'contact.deleted', object: 'contact', key: 'c1' }),
      expect.objectContaining({ id: 's1/e1/updated/W/"5"', type: 'event.updated', object: 'event', key: 'e1' }),
    ]);
  });

  it('of which nothing says which they are, are all new', () => {
    const bare = notice({ id: undefined, resourceData: { id: 'e1' } });
    const [one, two] = told(bare, bare) ?? [];
    expect(one?.id).toBeTruthy();
    expect(one?.id).not.toBe(two?.id);
  });

  it('may be about the subscription', () => {
    const lifecycle = { id: 'n3', lifecycleEvent: 'missed', resourceData: null, changeType: undefined };
    expect(told(notice(lifecycle))).toEqual([
      { id: 'n3', type: 'subscription.missed', data: { subscriptionId: 's1', lifecycleEvent: 'missed' } },
    ]);
  });
});

describe('a subscription', () => {
  const expires = '2026-11-28T08:00:00.000Z';
  const asked = { url: 'https://p.example/h', secret: 's', events: ['message.created', 'event.deleted'] };

  it('is opened for each resource, and ends with the first of them', async () => {
    app.play(
      { request: open, status: 201, json: { id: 's1', expirationDateTime: '2026-11-28T07:59:00Z' } },
      { request: open, status: 201, json: { id: 's2', expirationDateTime: expires } },
    );
    expect(await hooks?.subscribe?.(context(), asked)).toEqual({ id: 's1', expiresAt: '2026-11-28T07:59:00Z', state });
    expect(bodies()[0]).toEqual({
      changeType,
      resource: paths.inbox,
      notificationUrl: 'https://p.example/h',
      lifecycleNotificationUrl: 'https://p.example/h',
      clientState: 's',
      expirationDateTime: expires,
    });
  });

  it('is all or nothing', async () => {
    app.play(
      { request: open, status: 201, json: { id: 's1' } },
      { request: open, ...refusal(403, 'ExtensionError') },
      { request: at('DELETE', '/subscriptions/s1'), status: 204, text: '' },
    );
    await expect(hooks?.subscribe?.(context(), asked)).rejects.toMatchObject({ details: { class: 'permission' } });
    await expect(hooks?.subscribe?.(context(), { ...asked, events: ['x.y'] })).rejects.toMatchObject({
      details: { code: 'nothing_watched' },
    });
  });

  it('is renewed; what has ended meanwhile is opened again', async () => {
    app.play(
      { request: at('PATCH', '/subscriptions/s1'), json: { id: 's1', expirationDateTime: expires } },
      { request: at('PATCH', '/subscriptions/s2'), ...refusal(404, 'ResourceNotFound') },
      { request: open, status: 201, json: { id: 's3', expirationDateTime: expires } },
    );
    const renewed = await hooks?.renew?.(context(), { id: 's1', state });
    expect(renewed).toMatchObject({ id: 's1', expiresAt: expires, state: { secret: 's' } });
    expect(renewed?.state).toMatchObject({ opened: [{ id: 's1' }, { id: 's3', resource: paths.events }] });
    expect(bodies()).toMatchObject([
      { expirationDateTime: expires },
      { expirationDateTime: expires },
      { clientState: 's' },
    ]);
    await expect(hooks?.renew?.(context(), { id: 's1' })).rejects.toMatchObject({ details: { code: 'no_state' } });
  });

  it('is ended, also where it has ended by itself', async () => {
    app.play(
      { request: at('DELETE', '/subscriptions/s1'), status: 204, text: '' },
      { request: at('DELETE', '/subscriptions/s2'), ...refusal(404, 'ResourceNotFound') },
    );
    await hooks?.unsubscribe?.(context(), { id: 's1', state });
    expect(app.received).toHaveLength(2);
  });
});

describe('triggers', () => {
  const poll = (name: string, cursor: string | null) => {
    const trigger = triggers[name];
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    return trigger.poll(context(), { cursor });
  };
  const since = '2026-11-21T08:00:00.000Z';
  const look = (path: string, field: string) =>
    at('GET', path, { $filter: `${field} ge ${since}`, $orderby: field, $top: 100 });

  it('begin with nothing, then tell what came, once', async () => {
    expect(await poll('messageReceived', null)).toEqual({ items: [], cursor: '2026-11-21T09:00:00.000Z' });
    const messages = [{ id: 'm1', receivedDateTime: '2026-11-21T08:10:00Z' }];
    app.play({ request: look('/me/mailFolders/inbox/messages', 'receivedDateTime'), json: { value: messages } });
    // Five minutes are asked for again.
    expect(await poll('messageReceived', since)).toEqual({
      items: [{ id: 'm1', data: messages[0] }],
      cursor: '2026-11-21T08:55:00.000Z',
    });
  });

  it('tell new from changed', async () => {
    const request = look('/me/events', 'lastModifiedDateTime');
    const old = { id: 'e1', changeKey: 'k1', createdDateTime: '2026-01-01T00:00:00Z', lastModifiedDateTime: since };
    const value = [old, { ...old, id: 'e2', createdDateTime: '2026-11-21T08:30:00Z' }];
    app.play({ request, json: { value } }, { request, json: { value } });
    expect((await poll('eventCreated', since)).items.map(({ id }) => id)).toEqual(['e2']);
    expect((await poll('eventChanged', since)).items).toMatchObject([
      { id: 'e1', version: 'k1' },
      { id: 'e2', version: 'k1' },
    ]);
  });

  it('go on where a look was full, and do not stand still at one time', async () => {
    const path = '/me/contacts';
    const link = (page: number) => `https://graph.microsoft.com/v1.0${path}?$skiptoken=${page}`;
    const row = (page: number) => ({
      id: `c${page}`,
      lastModifiedDateTime: page > 10 ? '2026-11-21T08:20:00Z' : since,
    });
    for (let page = 1; page <= 11; page++)
      app.play({
        request: page === 1 ? look(path, 'lastModifiedDateTime') : `GET ${link(page)}`,
        json: { value: [row(page)], '@odata.nextLink': link(page + 1) },
      });
    const { items, cursor } = await poll('contactChanged', since);
    expect([items.length, cursor]).toEqual([11, '2026-11-21T08:20:00Z']);
  });
});
