import { describe, expect, it } from 'vitest';
import type { Json } from '#connectors/kit/index.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { api, app, check, context, events, get, list, objects, options, refusal, watermark } from './test-calendar.ts';

it('names the account', async () => {
  app.play(get(`${api}/users/me/calendarList/primary`, { id: 'ada@acme.example', summary: 'Ada' }));
  expect(await check?.(context())).toEqual({ id: 'ada@acme.example', name: 'Ada (ada@acme.example)' });
});

describe('events', () => {
  const pull = (cursor: Json) => objects.event?.pull(context(), { mode: 'full', cursor, watermark: null });

  it('come whole, over an empty page, and leave the token of the last page', async () => {
    app.play(
      get(`${events}?maxResults=500`, { items: [{ id: 'a', status: 'confirmed' }], nextPageToken: 'p2' }),
      get(`${events}?maxResults=500&pageToken=p2`, { nextPageToken: 'p3' }),
      get(`${events}?maxResults=500&pageToken=p3`, { items: [{ id: '' }], nextSyncToken: 't1' }),
    );
    const first = await pull(null);
    const second = await pull(first?.next ?? null);
    const pages = [first, second, await pull(second?.next ?? null)];
    expect(pages.map((page) => page?.rows)).toEqual([[{ id: 'a', status: 'confirmed' }], [], [{ id: '' }]]);
    expect(pages.at(-1)?.watermark).toEqual(watermark);
    // A bad row fails alone.
    expect(objects.event?.row.safeParse({ id: '' }).success).toBe(false);
  });

  it('tell what was deleted, and keep the cancelled dates of a series', async () => {
    const date = {
      id: 's_20261201',
      status: 'cancelled',
      recurringEventId: 's',
      originalStartTime: { date: '2026-12-01' },
    };
    app.play(
      get(`${events}?maxResults=500&syncToken=t1`, {
        items: [{ id: 'gone', status: 'cancelled' }, date, { id: 'b', summary: 'New', start: { date: '2026-12-02' } }],
        nextSyncToken: 't2',
      }),
    );
    const pass = await readPass(objects.event, context(), { mode: 'incremental', watermark });
    expect(pass.rows.map(({ id }) => id)).toEqual(['s_20261201', 'b']);
    expect(pass.pages[0]?.deleted).toEqual(['gone']);
    expect(pass.watermark).toEqual({ list, token: 't2' });
  });

  it('begin anew when the token is no longer good, or is another calendar’s', async () => {
    app.play({ request: `GET ${events}?maxResults=500&syncToken=t1`, ...refusal(410, 'fullSyncRequired') });
    const pass = await readPass(objects.event, context(), { mode: 'incremental', watermark });
    // Nothing to begin from: the engine's next pass is a full one.
    expect(pass.watermark).toBeNull();
    const other = await readPass(objects.event, context(), {
      mode: 'incremental',
      watermark: { list: '/calendars/primary/events', token: 't9' },
    });
    expect(other.watermark).toBeNull();
  });

  it('do not go round in a circle', async () => {
    app.play(get(`${events}?maxResults=500&pageToken=p2`, { items: [], nextPageToken: 'p2' }));
    await expect(
      objects.event?.pull(context(), { mode: 'full', cursor: { page: 'p2' }, watermark: null }),
    ).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it.each([
    ['3', 3_000],
    ['Sat, 21 Nov 2026 09:00:05 GMT', 5_000],
  ])('wait as long as Google asks: %s', async (after, ms) => {
    const request = `GET ${events}?maxResults=500`;
    app.play(
      {
        request,
        headers: { 'retry-after': after, date: 'Sat, 21 Nov 2026 09:00:00 GMT' },
        ...refusal(403, 'userRateLimitExceeded', { domain: 'usageLimits' }),
      },
      get(`${events}?maxResults=500`, { items: [], nextSyncToken: 't' }),
    );
    const patient = context();
    await readPass(objects.event, patient, { mode: 'full' });
    expect(patient.pauses).toHaveLength(1);
    expect(Math.abs((patient.pauses[0] ?? 0) - ms)).toBeLessThanOrEqual(1_000);
  });

  it('are refused with Google’s own words', async () => {
    const request = `GET ${events}?maxResults=500`;
    app.play({ request, ...refusal(401, 'authError') });
    await expect(readPass(objects.event, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'auth', appMessage: 'It said authError.' },
    });
    app.play({ request, ...refusal(403, 'quotaExceeded', { domain: 'usageLimits' }) });
    await expect(readPass(objects.event, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'quota' },
    });
    app.play({ request, headers: { 'content-type': 'text/html' }, text: '<title>Sign in</title>' });
    await expect(readPass(objects.event, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('are read one by one, as long as they are there', async () => {
    app.play(
      get(`${events}/a`, { id: 'a', status: 'confirmed' }),
      get(`${events}/b`, { id: 'b', status: 'cancelled' }),
      { request: `GET ${events}/c`, ...refusal(404, 'notFound') },
    );
    expect(await objects.event?.get?.(context(), 'a')).toMatchObject({ id: 'a' });
    expect(await objects.event?.get?.(context(), 'b')).toBeNull();
    expect(await objects.event?.get?.(context(), 'c')).toBeNull();
  });

  it('are written one by one; twice leaves one', async () => {
    app.play(
      { request: `POST ${events}`, json: { id: 'x' } },
      { request: `POST ${events}`, ...refusal(409, 'duplicate') },
      {
        request: `PATCH ${events}/k1`,
        ...refusal(400, 'timeRangeEmpty', { location: 'timeMax', locationType: 'parameter' }),
      },
    );
    const items = [
      { data: { summary: 'A', start: { date: '2026-12-01' }, htmlLink: 'x' } },
      { data: { summary: 'B' } },
      { key: 'k1', data: { summary: 'C' } },
    ];
    const results = await objects.event?.upsert?.write(context(), items, { idempotencyKey: 'once' });
    expect(results).toMatchObject([
      { action: 'created' },
      { action: 'unchanged' },
      { error: { class: 'invalid', field: 'timeMax', message: 'It said timeRangeEmpty.' } },
    ]);
    expect(app.received[0]?.json()).toEqual({
      summary: 'A',
      start: { date: '2026-12-01' },
      id: expect.stringMatching(/^[0-9a-v]{5,1024}$/),
    });
  });
});

it('lists calendars, and those that went', async () => {
  app.play(
    get(`${api}/users/me/calendarList?maxResults=250&showHidden=true&syncToken=t1`, {
      items: [
        { id: 'a', summary: 'A' },
        { id: 'b', deleted: true },
      ],
      nextSyncToken: 't2',
    }),
  );
  const pass = await readPass(objects.calendar, context(), {
    mode: 'incremental',
    watermark: { list: '/users/me/calendarList', token: 't1' },
  });
  expect(pass.rows.map(({ id }) => id)).toEqual(['a']);
  expect(pass.pages[0]?.deleted).toEqual(['b']);
});

it('offers calendars by their names', async () => {
  app.play(
    get(`${api}/users/me/calendarList?maxResults=250&showHidden=true`, {
      items: [
        { id: 'ada@acme.example', summary: 'Ada', primary: true },
        { id: 't@group', summary: 'Team', accessRole: 'reader' },
      ],
    }),
  );
  expect(await options.calendars?.(context(), { search: 'tea', cursor: null })).toEqual({
    options: [{ value: 't@group', label: 'Team', detail: 'Only to be read' }],
    next: null,
  });
});

describe('fields', () => {
  it('hold what apps keep with the events', async () => {
    const extendedProperties = { private: { orderId: '42' }, shared: { 'a.b': 'x' } };
    app.play({
      request: `GET ${events}?maxResults=250&timeMin=2026-10-22T09%3A00%3A00.000Z&fields=items%2FextendedProperties`,
      json: { items: [{ extendedProperties }, {}, { extendedProperties: { private: { orderId: '43' } } }] },
    });
    const fields = await objects.event?.describe?.(context());
    expect(fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'id', readOnly: true }),
        { name: 'start.dateTime', label: 'Start date time', type: 'text' },
        { name: 'extendedProperties.private.orderId', label: 'orderId', type: 'text', custom: true },
        { name: "extendedProperties.shared['a.b']", label: 'a.b', type: 'text', custom: true },
      ]),
    );
  });
});
