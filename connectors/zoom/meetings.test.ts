import { describe, expect, it } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { at, list, meeting, testZoom } from './test-zoom.ts';

const { app, context, objects } = await testZoom();

describe('meetings', () => {
  it('come by token, over an empty page; times of one that recurs are told apart', async () => {
    app.play(
      { request: list, json: { meetings: [meeting(1)], next_page_token: 't1' } },
      { request: `${list}&next_page_token=t1`, json: { meetings: [], next_page_token: 't2' } },
      {
        request: `${list}&next_page_token=t2`,
        json: {
          meetings: [
            meeting(2, { type: 8, start_time: '2026-12-01T09:00:00Z' }),
            meeting(2, { type: 8, start_time: '2026-12-08T09:00:00Z' }),
          ],
          next_page_token: '',
        },
      },
    );
    const { rows } = await readPass(objects.meeting, context(), { mode: 'full' });
    expect(rows.map((row) => objects.meeting?.key(row, { recordingsSince: '2026-10-01' }))).toEqual([
      '1',
      '2/2026-12-01T09:00:00Z',
      '2/2026-12-08T09:00:00Z',
    ]);
  });

  it('go on with a renewed access', async () => {
    app.play(
      { request: list, status: 401, json: { code: 124, message: 'Access token is expired.' } },
      { request: list, json: {} },
    );
    await readPass(objects.meeting, context({ renewed: bearer('token-2') }), { mode: 'full' });
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('wait for a second, not for a day', async () => {
    const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
    const retryAt = { 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT', date };
    app.play(
      { request: list, status: 429, headers: { 'retry-after': '2' }, json: { code: 429, message: 'Too many.' } },
      { request: list, status: 429, headers: retryAt, json: { code: 429, message: 'Too many.' } },
      { request: list, json: {} },
    );
    const patient = context();
    await readPass(objects.meeting, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000, 3_000]);
    const message = 'You have reached the maximum daily rate limit for this API.';
    app.play({ request: list, status: 429, json: { code: 429, message } });
    await expect(readPass(objects.meeting, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'quota' },
    });
  });

  it('do not go round in a circle, nor are taken from a web page', async () => {
    app.play(
      { request: list, json: { meetings: [meeting(1)], next_page_token: 't1' } },
      { request: `${list}&next_page_token=t1`, json: { meetings: [meeting(2)], next_page_token: 't1' } },
    );
    await expect(readPass(objects.meeting, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
    app.play({ request: list, headers: { 'content-type': 'text/html' }, text: '<html>' });
    await expect(readPass(objects.meeting, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('are read one by one, one time of several too', async () => {
    const start_time = '2026-12-08T09:00:00Z';
    const recurring = meeting(2, {
      type: 8,
      start_time: '2026-12-01T09:00:00Z',
      occurrences: [{ start_time, duration: 45 }],
    });
    app.play(
      { request: `GET ${at}/meetings/2`, json: recurring },
      { request: `GET ${at}/meetings/2`, json: recurring },
      { request: `GET ${at}/meetings/3`, status: 404, json: { code: 3001, message: 'Meeting does not exist.' } },
    );
    expect(await objects.meeting?.get?.(context(), `2/${start_time}`)).toMatchObject({ start_time, duration: 45 });
    expect(await objects.meeting?.get?.(context(), '2/2030-01-01T00:00:00Z')).toBeNull();
    expect(await objects.meeting?.get?.(context(), '3')).toBeNull();
  });

  it('are written one by one, a bad one fails alone', async () => {
    const errors = [{ field: 'start_time', message: 'Invalid field.' }];
    app.play(
      { request: `POST ${at}/users/me/meetings`, status: 201, json: meeting(5) },
      {
        request: `POST ${at}/users/me/meetings`,
        status: 400,
        json: { code: 300, message: 'Validation Failed.', errors },
      },
      { request: `PATCH ${at}/meetings/6`, status: 204 },
    );
    const items = [
      { data: { topic: 'A' } },
      { data: { topic: 'B', start_time: 'soon' } },
      { key: '6', data: { topic: 'C' } },
    ];
    expect(await objects.meeting?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '5', action: 'created' },
      { error: { class: 'invalid', code: '300', message: 'Invalid field.', field: 'start_time' } },
      { key: '6', action: 'updated' },
    ]);
  });
});
