import { describe, expect, it } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, call, context, objects, page, refused } from './test-dropbox.ts';

const start = 'files/list_folder';

describe('refusals', () => {
  const pull = (given = {}) => readPass(objects.file, context(given), { mode: 'full' });

  it.each([
    ['3', 3_000],
    ['Sat, 21 Nov 2026 09:00:05 GMT', 5_000],
  ])('wait as long as Dropbox asks: %s', async (after, ms) => {
    const headers = { 'retry-after': after, date: 'Sat, 21 Nov 2026 09:00:00 GMT' };
    app.play(
      call(start, { error_summary: 'too_many_requests/' }, { status: 429, headers }),
      call(start, page([], 'c')),
    );
    const patient = context();
    await readPass(objects.file, patient, { mode: 'full' });
    expect(Math.abs((patient.pauses[0] ?? 0) - ms)).toBeLessThanOrEqual(1_000);
  });

  it.each([
    [401, 'expired_access_token/', 'auth'],
    [401, 'missing_scope/..', 'permission'],
    [403, 'access_denied/', 'permission'],
    [409, 'path/restricted_content/', 'permission'],
    [409, 'path/not_found/', 'not_found'],
    [409, 'to/conflict/file/', 'conflict'],
    [409, 'path/insufficient_space/', 'quota'],
    [422, 'invalid_root/..', 'auth'],
  ])('%d %s is %s', async (status, summary, kind) => {
    app.play(refused(start, summary, status));
    await expect(pull()).rejects.toMatchObject({ details: { class: kind } });
  });

  it('an expired token is renewed once', async () => {
    app.play(refused(start, 'expired_access_token/', 401), call(start, page([], 'c')));
    await pull({ renewed: bearer('token-2') });
    expect(app.received[1]?.headers.authorization).toBe('Bearer token-2');
  });

  it('plain text is the app’s words, and a web page no answer', async () => {
    app.play({ request: 'POST https://api.dropboxapi.com/2/files/list_folder', status: 400, text: 'Error in call' });
    await expect(pull()).rejects.toMatchObject({ details: { class: 'invalid', appMessage: 'Error in call' } });
    const headers = { 'content-type': 'text/html' };
    app.play({ request: 'POST https://api.dropboxapi.com/2/files/list_folder', headers, text: '<title>x</title>' });
    await expect(pull()).rejects.toMatchObject({ details: { class: 'protocol' } });
  });
});
