import { describe, expect, it } from 'vitest';
import type { Json } from '../kit/index.ts';
import { app, at, cells, context, hooks, refusal, table, triggers } from './test-excel.ts';

const notice = { subscriptionId: 's1', clientState: 'secret', changeType: 'updated', resource: 'me/drive/root' };
const request = (value: object[], query = '') => ({
  method: 'POST',
  url: new URL(`https://p.example/hooks/1${query}`),
  headers: new Headers(),
  body: Buffer.from(JSON.stringify({ value })),
});

describe('notices', () => {
  it('prove the address, and are known by their clientState', () => {
    const secrets = { secret: 'secret' };
    expect(hooks?.challenge?.(request([], '?validationToken=a%2Bb'), secrets)).toMatchObject({
      status: 200,
      body: 'a+b',
    });
    const verdict = (more?: object) =>
      typeof hooks?.verify === 'function'
        ? hooks.verify(request([{ ...notice, ...more }]), secrets, new Date())
        : undefined;
    expect(verdict()).toEqual({ ok: true });
    expect(verdict({ clientState: 'other' })).toEqual({ ok: false, because: 'bad_signature' });
  });

  it('say that something in the drive has changed, each anew', () => {
    const told = hooks?.events(request([notice, notice])) ?? [];
    expect(told.map(({ type, object }) => [type, object])).toEqual([
      ['drive.updated', 'workbook'],
      ['workbook.perhapsUpdated', 'row'],
      ['drive.updated', 'workbook'],
      ['workbook.perhapsUpdated', 'row'],
    ]);
    // All that comes while a subscription lasts looks the same: known by its body, only the first would count.
    expect(new Set(told.map(({ id }) => id)).size).toBe(4);
  });
});

describe('a subscription', () => {
  it('watches the drive for almost thirty days, and is renewed', async () => {
    const expires = '2026-12-20T17:00:00.000Z';
    app.play({ request: at('POST', '/subscriptions'), status: 201, json: { id: 's1' } });
    const asked = { url: 'https://p.example/h', secret: 's', events: ['drive.updated'] };
    const made = await hooks?.subscribe?.(context({ drive: 'b!1' }), asked);
    expect(made).toMatchObject({ id: 's1', expiresAt: expires });
    expect(app.received[0]?.json()).toMatchObject({
      resource: 'drives/b!1/root',
      changeType: 'updated',
      clientState: 's',
      expirationDateTime: expires,
    });
    app.play({ request: at('PATCH', '/subscriptions/s1'), json: { id: 's1', expirationDateTime: expires } });
    expect(await hooks?.renew?.(context(), { id: 's1', state: made?.state ?? null })).toMatchObject({
      expiresAt: expires,
    });
    app.play({ request: at('DELETE', '/subscriptions/s1'), ...refusal(404, 'itemNotFound') });
    await hooks?.unsubscribe?.(context(), { id: 's1', state: made?.state ?? null });
  });
});

describe('triggers', () => {
  const poll = (name: string, cursor: Json) => {
    const trigger = triggers[name];
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    return trigger.poll(context(), { cursor });
  };
  const of = '/w1/table:t1';

  it('tell rows at the end, after the last that holds something', async () => {
    app.play(...table(['Order'], 'Orders!A2:A4'), cells('A2:A4', [['A-1'], ['A-2'], ['']]));
    const begun = await poll('rowAdded', null);
    expect(begun).toEqual({ items: [], cursor: { of, last: 3 } });
    app.play(...table(['Order'], 'Orders!A2:A6'), cells('A4:A6', [['A-3'], ['A-4'], ['']]));
    const next = await poll('rowAdded', begun.cursor);
    expect(next.items.map(({ id, data }) => [id, data])).toEqual([
      [`${of}/4`, { rowNumber: 4, values: { Order: 'A-3' } }],
      [`${of}/5`, { rowNumber: 5, values: { Order: 'A-4' } }],
    ]);
    expect(next.cursor).toEqual({ of, last: 5 });
    app.play(...table(['Order'], 'Orders!A2:A3'));
    expect(await poll('rowAdded', next.cursor)).toEqual({ items: [], cursor: { of, last: 3 } });
    // The same place with something else in it is another row.
    app.play(...table(['Order'], 'Orders!A2:A4'), cells('A4:A4', [['A-9']]));
    const again = await poll('rowAdded', { of, last: 3 });
    expect(again.items[0]?.version).not.toBe(next.items[0]?.version);
  });

  it('tell when the workbook changes, and begin anew with another', async () => {
    const item = (cTag: string) => ({ request: at('GET', '/me/drive/items/w1'), json: { id: 'w1', cTag } });
    const known = { of: '/w1', cTag: 'c1' };
    app.play(item('c1'), item('c1'), item('c2'), item('c2'));
    expect(await poll('workbookChanged', null)).toEqual({ items: [], cursor: known });
    expect((await poll('workbookChanged', known)).items).toEqual([]);
    expect((await poll('workbookChanged', known)).items).toEqual([
      { id: 'w1', version: 'c2', data: { id: 'w1', cTag: 'c2' } },
    ]);
    expect((await poll('workbookChanged', { of: '/w0', cTag: 'c1' })).items).toEqual([]);
  });
});
