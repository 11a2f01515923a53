import { beforeAll, expect, test, vi } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { api, type TestVendor, testVendor } from '#server/trpc/test-api.ts';
import { boss } from './boss.ts';
import { Pump } from './pump.ts';

const database = testDatabase();
let mine: TestVendor;
let theirs: TestVendor;

beforeAll(async () => {
  mine = await testVendor();
  theirs = await testVendor();
  await database.sql("delete from pgboss.job where name = 'check'");
});

/** A job that fails at each of its tries. */
async function failForGood(environmentId: string, words = 'The app is gone: Bearer abcdefghijklmnop.'): Promise<void> {
  const id = await (await boss()).send('check', { environmentId }, { retryLimit: 0 });
  const pump = new Pump({
    slots: 10,
    pollMs: 50,
    handlers: { check: () => Promise.reject(new Error(words)) },
  });
  pump.start();
  await vi.waitFor(async () =>
    expect(await database.sql("select from pgboss.job where id = $1 and state = 'failed'", [id])).toHaveLength(1),
  );
  await pump.stop();
}

test('a job that failed for good is shown to its environment alone, and can be tried again', async () => {
  await failForGood(mine.environmentId);
  const { body } = await api('GET', '/failed-jobs', { key: mine.key });
  expect(body).toMatchObject({
    items: [{ queue: 'check', payload: { environmentId: mine.environmentId }, tries: 1, queuedAt: expect.any(String) }],
    nextCursor: null,
  });
  expect(JSON.stringify(body)).toContain('The app is gone');
  expect(JSON.stringify(body)).not.toContain('abcdefghijklmnop');
  const [job] = Object(body).items;
  expect((await api('GET', '/failed-jobs', { key: theirs.key })).body).toEqual({ items: [], nextCursor: null });
  const path = `/failed-jobs/${job.id}/retry`;
  expect((await api('POST', path, { key: theirs.key })).status).toBe(404);
  expect((await api('POST', path, { key: mine.key })).body).toEqual({ ok: true });
  expect((await api('POST', path, { key: mine.key })).status).toBe(404);
  expect((await api('GET', '/failed-jobs', { key: mine.key })).body).toMatchObject({ items: [] });
  const waiting = await database.sql("select from pgboss.job where name = 'check' and state = 'created'");
  expect(waiting).toHaveLength(1);
});

test('they are grouped by cause, and tried again or dismissed one by one, by cause, or all at once', async () => {
  await database.sql("delete from pgboss.job where name in ('check', 'dead_letter')");
  for (const words of ['Full.', 'Full.', 'Gone.']) await failForGood(mine.environmentId, words);
  await failForGood(theirs.environmentId, 'Full.');
  const causes = async () => Object((await api('GET', '/failed-job-causes', { key: mine.key })).body).items;
  expect(await causes()).toMatchObject([
    { queue: 'check', error: 'Full.', jobs: 2, firstAt: expect.any(String), lastAt: expect.any(String) },
    { queue: 'check', error: 'Gone.', jobs: 1 },
  ]);
  const list = async () => Object((await api('GET', '/failed-jobs?error=Full.', { key: mine.key })).body).items;
  const [first] = await list();
  expect((await api('DELETE', `/failed-jobs/${first.id}`, { key: theirs.key })).status).toBe(404);
  expect((await api('DELETE', `/failed-jobs/${first.id}`, { key: mine.key })).body).toEqual({ ok: true });
  expect(await list()).toHaveLength(1);
  const all = (what: string, body: object, key = mine.key) => api('POST', `/failed-jobs/${what}`, { key, body });
  expect((await all('dismiss', { queue: 'check', error: 'Gone.' })).body).toEqual({ jobs: 1 });
  expect((await all('retry', { queue: 'sync' })).body).toEqual({ jobs: 0 });
  expect((await all('retry', {})).body).toEqual({ jobs: 1 });
  expect(await causes()).toEqual([]);
  expect(await database.sql("select data from pgboss.job where name = 'dead_letter'")).toEqual([
    { data: { environmentId: theirs.environmentId } },
  ]);
});
