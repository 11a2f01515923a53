import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, at, check, context, graph, inChannel, inTeam, objects, options, refusal, team } from './test-teams.ts';

const delta = `${inChannel}/messages/delta`;
const link = (token: string) => `${graph}${delta}?$${token}`;
const first = at('GET', delta, { $top: 50 });
const tag = JSON.stringify([delta, { $top: 50 }]);
const me = at('GET', '/me', { $select: 'id,displayName,mail,userPrincipalName' });
const page = (request: string, value: unknown[], more: object = {}) => ({ request, json: { value, ...more } });

describe('check', () => {
  it('names the person, with a new token where the old one has ended', async () => {
    app.play(
      { request: me, ...refusal(401, 'InvalidAuthenticationToken') },
      { request: me, json: { id: 'u1', displayName: 'Mara', mail: 'mara@acme.example' } },
    );
    expect(await check?.(context())).toEqual({ id: 'u1', name: 'Mara (mara@acme.example)' });
    expect(app.received[1]?.headers.authorization).toBe('Bearer token-2');
  });

  it.each([
    ['seconds', '7'],
    ['a date', 'Sat, 21 Nov 2026 09:00:07 GMT'],
  ])('waits as long as it is told in %s', async (_form, wait) => {
    const headers = { 'retry-after': wait, date: 'Sat, 21 Nov 2026 09:00:00 GMT' };
    app.play({ request: me, ...refusal(429, 'TooManyRequests'), headers }, { request: me, json: { id: 'u1' } });
    const patient = context();
    await check?.(patient);
    expect(patient.pauses).toEqual([7_000]);
  });

  it.each([
    [403, 'Forbidden', undefined, 'permission'],
    [400, 'BadRequest', { code: 'Authorization_RequestDenied' }, 'permission'],
    [400, 'BadRequest', { code: 'NameAlreadyExists' }, 'conflict'],
    [404, 'NotFound', { code: '1' }, 'not_found'],
  ])('knows %i %s %o', async (status, code, inner, errorClass) => {
    app.play({ request: me, ...refusal(status, code, inner) });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: errorClass, appMessage: `It said ${code}.` },
    });
  });
});

describe('messages', () => {
  it('are read to the delta link, over an empty page in the middle; those deleted are gone', async () => {
    const gone = { id: '2', deletedDateTime: '2026-11-20T09:00:00Z', body: { contentType: 'html', content: '' } };
    app.play(
      page(first, [{ id: '1', subject: null, from: null }], { '@odata.nextLink': link('skiptoken=2') }),
      page(`GET ${link('skiptoken=2')}`, [], { '@odata.nextLink': link('skiptoken=3') }),
      page(`GET ${link('skiptoken=3')}`, [gone, { id: '3' }], { '@odata.deltaLink': link('deltatoken=9') }),
    );
    const { rows, pages, watermark } = await readPass(objects.message, context(), { mode: 'full' });
    expect(rows.map(({ id }) => id)).toEqual(['1', '3']);
    expect(pages[2]?.deleted).toEqual(['2']);
    expect(watermark).toEqual({ of: tag, link: link('deltatoken=9') });
  });

  it('go on from the delta link, and all over where it is forgotten', async () => {
    const mark = { of: tag, link: link('deltatoken=9') };
    app.play(
      page(`GET ${mark.link}`, [{ id: '1', '@removed': { reason: 'deleted' } }], { '@odata.deltaLink': link('x') }),
      { request: `GET ${mark.link}`, ...refusal(410, 'SyncStateNotFound') },
    );
    const pull = () => readPass(objects.message, context(), { mode: 'incremental', watermark: mark });
    expect((await pull()).pages[0]?.deleted).toEqual(['1']);
    expect(await pull()).toMatchObject({ rows: [], watermark: null });
  });

  it('refuse a link that leads to itself', async () => {
    app.play(
      page(first, [], { '@odata.nextLink': link('skiptoken=2') }),
      page(`GET ${link('skiptoken=2')}`, [], { '@odata.nextLink': link('skiptoken=2') }),
    );
    await expect(readPass(objects.message, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });

  it('are read by key; deleted ones are gone', async () => {
    const request = at('GET', `${inChannel}/messages/1`);
    app.play(
      { request, json: { id: '1', deletedDateTime: '2026-11-20T09:00:00Z' } },
      { request, json: { id: '1' } },
      { request, ...refusal(404, 'NotFound') },
    );
    const get = () => objects.message?.get?.(context(), '1');
    expect([await get(), await get(), await get()]).toEqual([null, { id: '1' }, null]);
  });
});

describe('lists', () => {
  it('are read whole, page by page', async () => {
    const next = `${graph}${inTeam}/members?$skiptoken=2`;
    app.play(
      page(at('GET', '/me/joinedTeams'), [{ id: team, displayName: 'Sales' }]),
      page(at('GET', `${inTeam}/members`, { $top: 999 }), [{ id: 'm1', roles: ['owner'] }], {
        '@odata.nextLink': next,
      }),
      page(`GET ${next}`, [{ id: 'm2', roles: [] }]),
      page(at('GET', '/me/chats', { $top: 50 }), [{ id: 'c1', topic: null }]),
    );
    const ids = async (name: string) =>
      (await readPass(objects[name], context(), { mode: 'full' })).rows.map(({ id }) => id);
    expect([await ids('team'), await ids('member'), await ids('chat')]).toEqual([[team], ['m1', 'm2'], ['c1']]);
  });
});

describe('channels', () => {
  it('are written by their name', async () => {
    const find = (name: string, value: unknown[]) =>
      page(at('GET', `${inTeam}/channels`, { $filter: `displayName eq '${name}'`, $select: 'id,displayName' }), value);
    app.play(
      find("Ada''s", [{ id: 'c1' }]),
      { request: at('PATCH', `${inTeam}/channels/c1`), status: 204, text: '' },
      find('New', []),
      { request: at('POST', `${inTeam}/channels`), status: 201, json: { id: 'c2' } },
      { request: at('PATCH', `${inTeam}/channels/c3`), ...refusal(400, 'BadRequest', { code: 'NameAlreadyExists' }) },
    );
    const items = [
      { data: { displayName: "Ada's", description: 'Hers' } },
      { data: { displayName: 'New' } },
      { key: 'c3', data: { displayName: 'General' } },
      { data: { description: 'Without a name' } },
    ];
    expect(await objects.channel?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: 'c1', action: 'updated' },
      { key: 'c2', action: 'created' },
      { error: { class: 'conflict', code: 'NameAlreadyExists' } },
      { error: { class: 'invalid', field: 'displayName' } },
    ]);
    expect(app.received[3]?.json()).toEqual({ displayName: 'New', membershipType: 'standard' });
  });
});

describe('options', () => {
  it('depend on the team, and name chats by who is in them', async () => {
    app.play(
      page(at('GET', `${inTeam}/channels`), [
        { id: 'c1', displayName: 'General' },
        { id: 'c2', displayName: 'Globex' },
      ]),
      page(at('GET', '/me/chats', { $expand: 'members', $top: 50 }), [
        { id: 'x', topic: null, chatType: 'oneOnOne', members: [{ displayName: 'Ada' }, { displayName: null }] },
      ]),
    );
    const ask = (name: string, parent?: Record<string, string>) =>
      options[name]?.(context(), { search: name === 'channels' ? 'glo' : '', cursor: null, ...(parent && { parent }) });
    expect(await ask('channels')).toEqual({ options: [], next: null });
    expect(await ask('channels', { team })).toEqual({ options: [{ value: 'c2', label: 'Globex' }], next: null });
    expect(await ask('chats')).toEqual({ options: [{ value: 'x', label: 'Ada', detail: 'oneOnOne' }], next: null });
  });
});
