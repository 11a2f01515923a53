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
async function failForGood(environmentId: string): Promise<void> {
  const id = await (await boss()).send('check', { environmentId }, { retryLimit: 0 });
  const pump = new Pump({
    slots: 10,
    pollMs: 50,
    handlers: { check: () => Promise.reject(new Error('The app is gone: Bearer abcdefghijklmnop.')) },
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
    items: [{ queue: 'check', payload: { environmentId: mine.environmentId } }],
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
