import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { api, board, contextOf, date, trello } from './test-trello.ts';

const app = testApp();
const { objects, check } = trello.connector;
const context = () => contextOf(app);
const encoded = encodeURIComponent;

const oid = (number: number) => number.toString(16).padStart(24, '0');
const card = (id: string, more = {}) => ({ id, name: id, closed: false, idBoard: board, idList: 'l1', ...more });
const cards = (filter: string, json: unknown, before = '') => ({
  request: `GET ${api}/boards/${board}/cards?filter=${filter}&customFieldItems=true&sort=-id&limit=500${before && `&before=${before}`}`,
  headers: { date },
  json,
});
const one = (id: string) => `GET ${api}/cards/${id}?customFieldItems=true`;
const since = '2026-11-20T00:00:00.000Z';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  const request = `GET ${api}/members/me?fields=${encoded('username,fullName')}`;

  it('names the person, with a signed request', async () => {
    app.play({ request, json: { id: 'm1', username: 'ada', fullName: 'Ada Moreno' } });
    expect(await check?.(context())).toEqual({ id: 'm1', name: 'Ada Moreno (@ada)' });
    expect(app.received[0]?.headers.authorization).toMatch(
      /^OAuth oauth_consumer_key="client-1", oauth_token="token-1", oauth_signature_method="HMAC-SHA1"/,
    );
  });

  it('takes key and token, in a header', async () => {
    app.play({ request, json: { id: 'm1', username: 'ada' } });
    const fields = { apiKey: 'k1', token: 't1' };
    await check?.(createTestContext({ connector: trello, app, accountType: 'key', fields }));
    expect(app.received[0]?.headers.authorization).toBe('OAuth oauth_consumer_key="k1", oauth_token="t1"');
  });

  it.each([
    [401, 'invalid token', 'auth'],
    [401, 'unauthorized permission requested', 'permission'],
    [401, 'unauthorized card permission requested', 'permission'],
    [400, 'invalid id', 'not_found'],
    [400, 'invalid value for idList', 'invalid'],
    [404, 'The requested resource was not found.', 'not_found'],
  ])('tells what %i with “%s” means', async (status, text, known) => {
    app.play({ request, status, text });
    await expect(check?.(context())).rejects.toMatchObject({ details: { class: known, appMessage: text } });
  });
});

describe('cards', () => {
  it('come five hundred at a time, before the oldest, with custom values by id', async () => {
    const full = Array.from({ length: 500 }, (_, index) => card(oid(5_000 - index)));
    const customFieldItems = [
      { id: 'i1', idCustomField: 'f1', idValue: 'o1', value: null },
      { id: 'i2', idCustomField: 'f2', idValue: null, value: { number: '5.5' } },
      { id: 'i3', idCustomField: 'f3', value: { checked: 'true' } },
      { id: 'i4', idCustomField: 'f4', value: { text: 'Shelf' } },
    ];
    const last = card(oid(1), { closed: true, customFieldItems });
    app.play(cards('all', full), cards('all', [last], oid(4_501)));
    const pass = await readPass(objects.card, context(), { mode: 'full' });
    expect(pass.rows).toHaveLength(501);
    expect(pass.rows.at(-1)?.custom).toEqual({ f1: 'o1', f2: 5.5, f3: true, f4: 'Shelf' });
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('end where the last page is exactly full, and refuse one that comes twice', async () => {
    const full = Array.from({ length: 500 }, (_, index) => card(oid(5_000 - index)));
    app.play(cards('all', full), cards('all', [], oid(4_501)));
    expect((await readPass(objects.card, context(), { mode: 'full' })).rows).toHaveLength(500);
    app.play(cards('all', full), cards('all', full, oid(4_501)));
    await expect(readPass(objects.card, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'page_repeated' },
    });
  });

  it('come open ones whole, and what the actions tell of the others', async () => {
    const filter = encoded('updateCard:closed,deleteCard,moveCardFromBoard');
    const told = (type: string, id: string) => ({ id: `a-${type}-${id}`, type, data: { card: { id } } });
    const list = [told('updateCard', 'c1'), told('deleteCard', 'c2'), told('moveCardFromBoard', 'c3')];
    app.play(
      {
        request: `GET ${api}/boards/${board}/actions?filter=${filter}&since=${encoded(since)}&limit=500`,
        headers: { date },
        json: [...list, told('moveCardFromBoard', 'c4')],
      },
      { request: one('c1'), json: card('c1', { closed: true }) },
      { request: one('c2'), status: 404, text: 'The requested resource was not found.' },
      { request: one('c3'), json: card('c3', { idBoard: 'another' }) },
      { request: one('c4'), json: card('c4') },
      cards('open', [card('c4'), card('c5')]),
    );
    const pass = await readPass(objects.card, context(), { mode: 'incremental', watermark: since });
    expect(pass.rows.map(({ id }) => id)).toEqual(['c1', 'c4', 'c4', 'c5']);
    expect(pass.pages[0]?.deleted).toEqual(['c2', 'c3']);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('wait when Trello says so, and fail one by one where a row is odd', async () => {
    const limited = { error: 'API_TOKEN_LIMIT_EXCEEDED', message: 'Rate limit exceeded' };
    const { request } = cards('all', []);
    app.play(
      { request, status: 429, json: limited },
      { request, status: 429, headers: { 'retry-after': '3' }, json: limited },
      cards('all', [{ id: 'odd' }, card('c1')]),
    );
    const patient = context();
    const page = await objects.card?.pull(patient, { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => objects.card?.row.safeParse(row).success)).toEqual([false, true]);
    expect(patient.pauses).toEqual([10_000, 3_000]);
  });

  it('take a web page for no answer', async () => {
    app.play({ request: cards('all', []).request, text: '<html>Down</html>' });
    await expect(readPass(objects.card, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('are described with the fields of the board', async () => {
    const options = [{ id: 'o1', value: { text: 'Desk' } }];
    app.play({
      request: `GET ${api}/boards/${board}/customFields`,
      json: [{ id: 'f1', name: 'Kind', type: 'list', options }],
    });
    const found = await objects.card?.describe?.(context());
    expect(found?.filter(({ custom }) => custom)).toEqual([
      { name: 'custom.f1', label: 'Kind', type: 'choice', custom: true, choices: [{ value: 'o1', label: 'Desk' }] },
    ]);
  });
});

describe('comments', () => {
  it('are read on from the last one', async () => {
    const comment = (id: string) => ({ id, type: 'commentCard', date: since, data: { text: 'x', card: { id: 'c1' } } });
    const request = `GET ${api}/boards/${board}/actions?filter=commentCard&limit=1000`;
    const full = Array.from({ length: 1_000 }, (_, index) => comment(oid(5_000 - index)));
    app.play({ request, json: full }, { request: `${request}&before=${oid(4_001)}`, json: [comment(oid(1))] });
    expect((await readPass(objects.comment, context(), { mode: 'full' })).rows).toHaveLength(1_001);
  });
});

describe('writing', () => {
  it('makes and changes cards, and goes on after one that is refused', async () => {
    const fields = [
      { id: 'f1', name: 'Kind', type: 'list' },
      { id: 'f2', name: 'Price', type: 'number' },
      { id: 'f3', name: 'Sold', type: 'checkbox' },
    ];
    app.play(
      { request: `GET ${api}/boards/${board}/customFields`, json: fields },
      { request: `POST ${api}/cards`, json: { id: 'n1' } },
      { request: `PUT ${api}/cards/n1/customField/f1/item`, json: {} },
      { request: `PUT ${api}/cards/n1/customField/f2/item`, json: {} },
      { request: `PUT ${api}/cards/c2`, status: 400, text: 'invalid value for idList' },
      { request: `PUT ${api}/cards/c4`, json: { id: 'c4' } },
      { request: `PUT ${api}/cards/c4/customField/f3/item`, json: {} },
    );
    const results = await objects.card?.upsert?.write(
      context(),
      [
        { data: { name: 'A', idList: 'l1', custom: { f1: 'o1', f2: 5 } } },
        { key: 'c2', data: { idList: 'x' } },
        { key: 'c3', data: { custom: { f9: 1 } } },
        { key: 'c4', data: { custom: { f3: null } } },
      ],
      { idempotencyKey: 'once' },
    );
    expect(results).toEqual([
      { key: 'n1', action: 'created' },
      { error: { class: 'invalid', message: 'invalid value for idList' } },
      {
        error: { class: 'invalid', code: 'no_field', field: 'custom.f9', message: 'The board has no custom field f9.' },
      },
      { key: 'c4', action: 'updated' },
    ]);
    const bodies = app.received.filter(({ request }) => request.includes('/item')).map((sent) => sent.json());
    expect(bodies).toEqual([{ idValue: 'o1' }, { value: { number: '5' } }, { value: '' }]);
  });
});
