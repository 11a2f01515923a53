import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { api, board, contextOf, date, trello } from './test-trello.ts';

const app = testApp();
const { actions = {}, options = {}, hooks, triggers = {} } = trello.connector;
const context = () => contextOf(app);
const encoded = encodeURIComponent;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('actions', () => {
  const run = (name: string, input: unknown = actions[name]?.example) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };
  const at = '/cards/abCD1234';
  const idList = '5abbe4b7ddc1b351ef961415';
  const saved = { id: '5abbe4b7ddc1b351ef961416', name: 'Mend the lamp' };
  const link = { url: 'https://crm.acme.example/deals/7', name: 'Deal 7' };

  it.each<[string, string, unknown]>([
    ['createCard', 'POST /cards', { name: 'Mend the lamp', due: '2026-12-01T09:00:00Z', idList }],
    ['updateCard', `PUT ${at}`, { dueComplete: true }],
    ['moveCard', `PUT ${at}`, { idBoard: board, idList, pos: 'bottom' }],
    ['archiveCard', `PUT ${at}`, { closed: true }],
    ['addComment', `POST ${at}/actions/comments`, { text: 'A customer has asked for this.' }],
    ['addLabel', `POST ${at}/idLabels`, { value: '5abbe4b7ddc1b351ef961418' }],
    ['addMember', `POST ${at}/idMembers`, { value: '5abbe4b7ddc1b351ef961401' }],
    ['attachLink', `POST ${at}/attachments`, link],
    ['createList', 'POST /lists', { idBoard: board, name: 'New lamps' }],
  ])('%s sends %s', async (name, request, body) => {
    app.play({ request: request.replace(' ', ` ${api}`), json: saved });
    await run(name);
    expect(app.received[0]?.json()).toEqual(body);
  });

  it('delete, read, search, and add a checklist with its items', async () => {
    const card = { ...saved, closed: false, idList };
    app.play(
      { request: `DELETE ${api}${at}`, json: { limits: {} } },
      { request: `GET ${api}${at}?customFieldItems=true`, json: card },
      {
        request: `GET ${api}/search?query=lamp&modelTypes=cards&cards_limit=100&partial=true&idBoards=${board}`,
        json: { cards: [card], options: {} },
      },
      { request: `POST ${api}${at}/checklists`, json: { id: 'k1', name: 'Before' } },
      { request: `POST ${api}/checklists/k1/checkItems`, json: { id: 'i1' } },
    );
    expect(await run('deleteCard')).toEqual({ deleted: true });
    expect(await run('getCard')).toMatchObject({ id: card.id, custom: {} });
    expect(await run('searchCards')).toMatchObject({ cards: [{ id: card.id }] });
    expect(await run('addChecklist')).toMatchObject({ id: 'k1' });
    expect(app.received.at(-1)?.json()).toEqual({ name: 'Buy a bulb' });
  });

  it('are content with a label that is there already, and with nothing else', async () => {
    const request = `POST ${api}${at}/idLabels`;
    app.play({ request, status: 400, text: 'that label is already on the card' });
    expect(await run('addLabel')).toEqual({ card: 'abCD1234' });
    app.play({ request, status: 400, text: 'invalid value for value' });
    await expect(run('addLabel')).rejects.toMatchObject({ details: { class: 'invalid' } });
  });
});

describe('options', () => {
  it('depend on the board', async () => {
    const labels = [
      { id: 'a', name: '', color: 'red' },
      { id: 'b', name: 'Urgent', color: 'blue' },
    ];
    app.play({ request: `GET ${api}/boards/b2/labels?fields=${encoded('name,color')}&limit=1000`, json: labels });
    expect(await options.labels?.(context(), { search: 're', cursor: null, parent: { board: 'b2' } })).toEqual({
      options: [{ value: 'a', label: 'red', detail: undefined }],
      next: null,
    });
  });
});

describe('triggers', () => {
  it('begin with nothing, then bring what is new, oldest first', async () => {
    const { commentAdded: trigger } = triggers;
    if (trigger?.via !== 'poll') throw new Error('It polls.');
    const path = `GET ${api}/boards/${board}/actions?filter=commentCard`;
    const newest = { request: `${path}&limit=1`, headers: { date }, json: [] };
    app.play(newest);
    const begun = await trigger.poll(context(), { cursor: null });
    expect(begun).toEqual({ items: [], cursor: { since: '2026-11-21T08:58:00.000Z' } });
    const action = (id: string) => ({ id, type: 'commentCard', date, data: { text: 'x', card: { id: 'c1' } } });
    const since = encoded('2026-11-21T08:58:00.000Z');
    app.play(newest, { request: `${path}&since=${since}&limit=1000`, json: [action('a2'), action('a1')] });
    const { items } = await trigger.poll(context(), { cursor: begun.cursor });
    expect(items.map(({ id }) => id)).toEqual(['a1', 'a2']);
  });
});

describe('hooks', () => {
  const url = 'https://portico.example/h/1?x=1';
  const hook = (data: unknown, to = url, method = 'POST') => {
    const text = JSON.stringify(data);
    const signature = createHmac('sha1', 's').update(text).update(to).digest('base64');
    const headers = new Headers({ 'x-trello-webhook': signature });
    return { method, url: new URL(url), headers, body: new TextEncoder().encode(text) };
  };
  const verify = (request: ReturnType<typeof hook>, secret = 's') =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret }, new Date(date)) : undefined;
  const action = (type: string, data: unknown) => ({ model: {}, action: { id: 'a1', type, date, data } });

  it('are believed for the address that they were made for', () => {
    expect(verify(hook({}))).toEqual({ ok: true });
    expect(verify(hook({}, 'https://portico.example/h/2'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(hook({}), 'another')).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify({ ...hook({}), headers: new Headers() })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('answer when the address is asked', () => {
    expect(hooks?.challenge?.(hook({}, url, 'HEAD'), { secret: 's' })).toEqual({ status: 200, body: '' });
    expect(hooks?.challenge?.(hook({}), { secret: 's' })).toBeUndefined();
  });

  it.each([
    ['createCard', { card: { id: 'c1' } }, 'createCard'],
    ['updateCard', { card: { id: 'c1' }, old: { name: 'x' } }, 'updateCard'],
    ['updateCard', { card: { id: 'c1' }, old: { idList: 'l1' }, listAfter: { id: 'l2' } }, 'updateCard.list'],
    ['updateCard', { card: { id: 'c1', closed: true }, old: { closed: false } }, 'updateCard.archived'],
    ['updateCard', { card: { id: 'c1', closed: false }, old: { closed: true } }, 'updateCard.sentToBoard'],
  ])('say of %s with %o that it is %s', (type, data, known) => {
    expect(hooks?.events(hook(action(type, data)))).toMatchObject([
      { id: 'a1', type: known, object: 'card', key: 'c1' },
    ]);
  });

  it('speak of lists and of the board too', () => {
    expect(hooks?.events(hook(action('updateList', { list: { id: 'l1' } })))).toMatchObject([
      { object: 'list', key: 'l1' },
    ]);
    expect(hooks?.events(hook(action('updateBoard', { board: { id: board } })))[0]?.object).toBeUndefined();
  });

  it('are made for the board, and ended', async () => {
    app.play(
      { request: `POST ${api}/webhooks`, json: { id: 'w1' } },
      { request: `DELETE ${api}/webhooks/w1`, status: 404, text: 'The requested resource was not found.' },
    );
    const made = await hooks?.subscribe?.(context(), { url, secret: 'ours', events: ['createCard'] });
    expect(made).toEqual({ id: 'w1' });
    expect(app.received[0]?.json()).toEqual({ callbackURL: url, idModel: board, description: 'Integration' });
    await hooks?.unsubscribe?.(context(), { id: 'w1' });
  });
});
