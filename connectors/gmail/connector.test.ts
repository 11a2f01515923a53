import { describe, expect, it } from 'vitest';
import type { Json } from '#connectors/kit/index.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { api, app, b64, check, context, get, lookUp, mail, objects, options, profile, refusal } from './test-gmail.ts';

it('names the account, and learns its address', async () => {
  app.play(profile, profile);
  expect(await check?.(context())).toEqual({ id: 'ada@acme.example', name: 'ada@acme.example' });
  expect(await lookUp?.(context())).toEqual({ emailAddress: 'ada@acme.example' });
});

describe('messages', () => {
  const pull = (cursor: Json) => objects.message?.pull(context(), { mode: 'full', cursor, watermark: null });

  it('come whole, over an empty page; the history’s place was taken before', async () => {
    const payload = {
      headers: [{ name: 'SUBJECT', value: 'Grüße' }],
      parts: [
        { mimeType: 'multipart/alternative', parts: [{ mimeType: 'text/plain', body: { data: b64('Hallö') } }] },
        { mimeType: 'application/pdf', filename: 'a.pdf', body: { attachmentId: 'att', size: 3 } },
      ],
    };
    app.play(
      profile,
      get('/messages?maxResults=50', { messages: [{ id: 'a' }, { id: 'gone' }], nextPageToken: 'p2' }),
      mail('a', ['INBOX'], payload),
      { request: `GET ${api}/messages/gone?format=full`, ...refusal(404, 'notFound') },
      get('/messages?maxResults=50&pageToken=p2', { resultSizeEstimate: 0, nextPageToken: 'p3' }),
      get('/messages?maxResults=50&pageToken=p3', { messages: [{ id: 'b' }] }),
      mail('b'),
    );
    const first = await pull(null);
    const second = await pull(first?.next ?? null);
    const last = await pull(second?.next ?? null);
    expect(app.received[0]?.request).toBe(profile.request);
    expect(first?.rows).toMatchObject([
      {
        id: 'a',
        subject: 'Grüße',
        from: null,
        text: 'Hallö',
        html: null,
        attachments: [{ id: 'att', filename: 'a.pdf', mimeType: 'application/pdf', size: 3 }],
      },
    ]);
    expect(second?.rows).toEqual([]);
    expect(last).toMatchObject({ rows: [{ id: 'b' }], next: null, watermark: '100' });
    for (const row of first?.rows ?? []) expect(objects.message?.row.safeParse(row).success).toBe(true);
  });

  it('tell what came, was labelled, binned and deleted', async () => {
    const named = (one: string) => ({ message: { id: one, threadId: `t-${one}` } });
    app.play(
      get('/history?startHistoryId=100&maxResults=100', {
        history: [
          { id: '101', messagesAdded: [named('new')] },
          { id: '102', labelsAdded: [{ ...named('new'), labelIds: ['STARRED'] }] },
        ],
        historyId: '110',
        nextPageToken: 'h2',
      }),
      mail('new'),
      get('/history?startHistoryId=100&maxResults=100&pageToken=h2', {
        history: [
          { id: '103', messagesDeleted: [named('gone')], labelsAdded: [{ ...named('binned'), labelIds: ['TRASH'] }] },
        ],
        historyId: '115',
      }),
      { request: `GET ${api}/messages/gone?format=full`, ...refusal(404, 'notFound') },
      mail('binned', ['TRASH']),
    );
    const pass = await readPass(objects.message, context(), { mode: 'incremental', watermark: '100' });
    expect(pass.rows.map((row) => row.id)).toEqual(['new']);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual(['gone', 'binned']);
    // What happened after the first page was asked for comes again.
    expect(pass.watermark).toBe('110');
  });

  it('begin anew where Gmail has forgotten', async () => {
    app.play({ request: `GET ${api}/history?startHistoryId=1&maxResults=100`, ...refusal(404, 'notFound') });
    const pass = await readPass(objects.message, context(), { mode: 'incremental', watermark: '1' });
    expect(pass).toMatchObject({ rows: [], watermark: null });
  });

  it('are those of a label; what loses it is deleted', async () => {
    app.play(profile, get('/messages?labelIds=Label_7&maxResults=50', {}));
    const labelled = context({ label: 'Label_7' });
    await readPass(objects.message, labelled, { mode: 'full' });
    app.play(mail('x', ['INBOX']), mail('y', ['Label_7', 'TRASH']), mail('z', ['Label_7']));
    expect(await objects.message?.get?.(labelled, 'x')).toBeNull();
    expect(await objects.message?.get?.(labelled, 'y')).toBeNull();
    expect(await objects.message?.get?.(labelled, 'z')).toMatchObject({ id: 'z' });
  });

  it('do not go round in a circle', async () => {
    app.play(get('/messages?maxResults=50&pageToken=p2', { nextPageToken: 'p2' }));
    await expect(pull({ page: 'p2', begun: '1' })).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it.each([
    ['3', 3_000],
    ['Sat, 21 Nov 2026 09:00:05 GMT', 5_000],
  ])('wait as long as Google asks: %s', async (after, ms) => {
    const headers = { 'retry-after': after, date: 'Sat, 21 Nov 2026 09:00:00 GMT' };
    app.play(
      { ...profile, headers, ...refusal(429, 'userRateLimitExceeded') },
      profile,
      get('/messages?maxResults=50', {}),
    );
    const patient = context();
    await readPass(objects.message, patient, { mode: 'full' });
    expect(Math.abs((patient.pauses[0] ?? 0) - ms)).toBeLessThanOrEqual(1_000);
  });

  it('are refused with Google’s own words', async () => {
    app.play({ ...profile, ...refusal(401, 'authError') });
    await expect(pull(null)).rejects.toMatchObject({ details: { class: 'auth', appMessage: 'It said authError.' } });
    app.play({ ...profile, ...refusal(403, 'insufficientPermissions') });
    await expect(pull(null)).rejects.toMatchObject({ details: { class: 'permission' } });
    app.play({ request: profile.request, headers: { 'content-type': 'text/html' }, text: '<title>Sign in</title>' });
    await expect(pull(null)).rejects.toMatchObject({ details: { class: 'protocol' } });
  });
});

it('brings conversations that a change belongs to', async () => {
  const headers =
    '?format=metadata&metadataHeaders=Subject&metadataHeaders=From&metadataHeaders=To&metadataHeaders=Cc&metadataHeaders=Date';
  app.play(
    get('/history?startHistoryId=100&maxResults=100', {
      history: [
        {
          id: '101',
          messagesAdded: [{ message: { id: 'a', threadId: 't1' } }, { message: { id: 'b', threadId: 't1' } }],
        },
      ],
      historyId: '102',
    }),
    get(`/threads/t1${headers}`, {
      id: 't1',
      messages: [
        { id: 'a', labelIds: ['TRASH'] },
        { id: 'b', labelIds: ['INBOX'] },
      ],
    }),
  );
  const pass = await readPass(objects.thread, context(), { mode: 'incremental', watermark: '100' });
  expect(pass.rows.map((row) => row.id)).toEqual(['t1']);
});

it('lists labels, and writes each name once', async () => {
  const labels = get('/labels', {
    labels: [
      { id: 'INBOX', name: 'INBOX', type: 'system' },
      { id: 'L7', name: 'Orders' },
    ],
  });
  app.play(labels);
  expect((await readPass(objects.label, context(), { mode: 'full' })).rows).toHaveLength(2);
  app.play(
    labels,
    { request: `PATCH ${api}/labels/L7`, json: { id: 'L7' } },
    labels,
    { request: `POST ${api}/labels`, json: { id: 'L8' } },
    { request: `PATCH ${api}/labels/L9`, ...refusal(404, 'notFound') },
  );
  const items = [{ data: { name: 'orders' } }, { data: { name: 'New' } }, { key: 'L9', data: { name: 'X' } }];
  expect(await objects.label?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
    { key: 'L7', action: 'updated' },
    { key: 'L8', action: 'created' },
    { error: { class: 'not_found' } },
  ]);
  app.play(labels);
  expect(await options.labels?.(context(), { search: 'ord', cursor: null })).toMatchObject({
    options: [{ value: 'L7', label: 'Orders' }],
  });
});
