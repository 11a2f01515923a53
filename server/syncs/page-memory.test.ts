import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { incomingRecord } from '#server/records/incoming-record.ts';
import { deleteRecords, writeRecords } from '#server/records/record-store.ts';
import { runSync } from './run-sync.job.ts';
import { lockSync } from './sync.queries.ts';
import { type SeededSync, seedSync } from './test-sync.ts';
import { triggerSync } from './trigger-sync.ts';

const database = testDatabase();
const size = 3;

/** What the app has, in its order. */
let books: [id: string, text: string][] = [];
let sendsEtags = false;
/** Stands behind each page: other bytes that say nothing else. */
let blanks = '';
const answers: number[] = [];
/** Runs before the app answers a page. */
let onPage: (from: number) => Promise<void> = async () => {};

const app = createServer(async (request, response) => {
  const from = Number(new URL(request.url ?? '/', 'http://app').searchParams.get('from'));
  await onPage(from);
  const rows = books.slice(from, from + size).map(([id, text]) => ({ id, text }));
  const next = from + size < books.length ? from + size : null;
  const body = JSON.stringify({ rows, next }) + blanks;
  const etag = `"${Buffer.from(body).toString('base64')}"`;
  const status = sendsEtags && request.headers['if-none-match'] === etag ? 304 : 200;
  answers.push(status);
  response.writeHead(status, { 'content-type': 'application/json', ...(sendsEtags && { etag }) });
  response.end(status === 304 ? undefined : body);
});

let origin: string;
let seeded: SeededSync;

beforeAll(async () => {
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const address = app.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
  process.env.PORTICO_EGRESS_ALLOW = host;
  resetEnv();
  origin = `http://${host}`;
});
afterAll(() => app.close());

beforeEach(async () => {
  books = [];
  sendsEtags = false;
  blanks = '';
  onPage = async () => {};
  seeded = await seedSync({
    connector: 'shelf',
    object: 'book',
    label: 'books',
    mode: 'full',
    credential: {
      kind: 'oauth2',
      accessToken: 'shelf',
      refreshToken: null,
      expiresAt: null,
      tokenType: 'Bearer',
      scope: [],
    },
    prepare: async (tx) => {
      await saveOauthApp(tx, { connector: 'shelf', clientId: 'shelf', clientSecret: 'shelf', parameters: { origin } });
    },
  });
  await sync();
});

/** One full pass; tells how many pages had to be read. */
async function sync(): Promise<{ steps: number; seen: number; unchanged: number; deleted: number }> {
  answers.length = 0;
  const runId = await withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
  await runSync({ environmentId: seeded.environmentId, runId }, new AbortController().signal);
  const [run] = await database.sql<{ status: string; steps: number; seen: number; unchanged: number; deleted: number }>(
    'select status, error, steps, seen, unchanged, deleted from run where id = $1',
    [runId],
  );
  expect(run).toMatchObject({ status: 'succeeded', error: null });
  if (!run) throw new Error('There is no such run.');
  return run;
}

const stored = async () =>
  (
    await database.sql<{ text: string }>(
      `select data as text from record where stream = (select stream from sync where id = $1) and action <> 'deleted' order by external_id`,
      [seeded.syncId],
    )
  ).map((row) => row.text);
const wanted = () =>
  [...new Map(books)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, text]) => JSON.stringify({ id, text }));
const remembered = async () =>
  (await database.sql<{ number: number }>('select number from page_memory order by number')).map((row) => row.number);

/** Something else than the pass writes a record: a hook, or a person who asked for it. */
const write = (id: string, text: string | null) =>
  withTenant(seeded, async (tx) => {
    const row = await lockSync(tx, seeded.syncId);
    if (!row) throw new Error('The sync is gone.');
    const state = { stream: row.stream, lastSeq: row.last_seq, nextSlot: row.next_slot };
    const now = new Date();
    const counts =
      text === null
        ? { added: 0, deleted: await deleteRecords(tx, state, [id], now) }
        : await writeRecords(tx, state, [incomingRecord(id, { id, text })], { now });
    await tx
      .updateTable('sync')
      .set({
        last_seq: state.lastSeq,
        next_slot: state.nextSlot,
        records: row.records + counts.added - counts.deleted,
      })
      .where('id', '=', seeded.syncId)
      .execute();
  });

const shelf = (count: number): typeof books => Array.from({ length: count }, (_, at) => [`b${at}`, `text ${at}`]);

describe('a page that is as it was', () => {
  beforeEach(async () => {
    await database.sql('delete from page_memory');
    books = shelf(8);
    await sync();
  });

  test('is not read: its records are met and unchanged', async () => {
    expect(await remembered()).toEqual([0, 1, 2]);
    // A reader that would read the pages could not make anything of these any more.
    await database.sql(`update record set hash = gen_random_uuid(), data = '{}'`);
    expect(await sync()).toMatchObject({ seen: 8, unchanged: 8, deleted: 0 });
    expect(await stored()).toEqual(books.map(() => '{}'));
  });

  test('is told apart from one with a single other letter', async () => {
    books[4] = ['b4', 'text 5'];
    expect(await sync()).toMatchObject({ seen: 8, unchanged: 7 });
    expect(await stored()).toEqual(wanted());
  });

  test('need not even be sent, where the app knows ETags', async () => {
    sendsEtags = true;
    await sync();
    expect(answers).toEqual([200, 200, 200]);
    expect(await sync()).toMatchObject({ seen: 8, unchanged: 8 });
    expect(answers).toEqual([304, 304, 304]);
    books[7] = ['b7', 'other'];
    await sync();
    expect(answers).toEqual([304, 304, 200]);
    expect(await stored()).toEqual(wanted());
  });

  test('does not hide what is gone', async () => {
    books.splice(7, 1);
    expect(await sync()).toMatchObject({ seen: 7, deleted: 1 });
    books.length = 6;
    expect(await sync()).toMatchObject({ seen: 6, deleted: 1 });
    expect(await remembered()).toEqual([0, 1]);
    expect(await stored()).toEqual(wanted());
  });

  test('is read once more where the customer’s answers are others', async () => {
    await database.sql(`update installation set answers = '{"shouting": true}' where id = $1`, [seeded.installationId]);
    expect(await sync()).toMatchObject({ seen: 8, unchanged: 0 });
    expect(await stored()).toEqual(books.map(([id, text]) => JSON.stringify({ id, text: text.toUpperCase() })));
  });

  test.each([
    ['changed', 'by a hook'],
    ['deleted', null],
  ])('is read once more where a record of it was %s by something else', async (_, text) => {
    await write('b4', text);
    expect(await remembered()).toEqual([0, 2]);
    expect(await sync()).toMatchObject({ seen: 8, unchanged: 7 });
    expect(await stored()).toEqual(wanted());
  });

  test('is read once more where that happens while it is compared', async () => {
    onPage = async (from) => {
      if (from === 3 && answers.length === 1) await write('b4', 'by a hook');
    };
    expect(await sync()).toMatchObject({ seen: 8, deleted: 0 });
    expect(await stored()).toEqual(wanted());
  });

  test('is read while one of the stream’s records is in the failure inbox', async () => {
    books[0] = ['b0', 7 as unknown as string];
    await sync();
    expect(await remembered()).toEqual([1, 2]);
    books[0] = ['b0', 'text 0'];
    await sync();
    expect(await remembered()).toEqual([0, 1, 2]);
    expect(
      await database.sql('select from failure where sync_id = $1 and closed_at is null', [seeded.syncId]),
    ).toHaveLength(0);
  });
});

describe('a page of other bytes', () => {
  beforeEach(async () => {
    await database.sql('delete from page_memory');
    books = shelf(8);
    await sync();
    // A reader that would read the rows could not make anything of these any more.
    await database.sql(`update record set hash = gen_random_uuid(), data = '{}'`);
  });

  test('is not read where its rows are the same', async () => {
    for (blanks of [' ', '', '\n']) {
      expect(await sync()).toMatchObject({ seen: 8, unchanged: 8, deleted: 0 });
      expect(await stored()).toEqual(books.map(() => '{}'));
    }
    expect(await remembered()).toEqual([0, 1, 2]);
  });

  test('is read only for the rows that are others', async () => {
    books[4] = ['b4', 'other'];
    expect(await sync()).toMatchObject({ seen: 8, unchanged: 7 });
    expect(await stored()).toEqual(books.map((_, at) => (at === 4 ? wanted()[4] : '{}')));
    expect(await sync()).toMatchObject({ seen: 8, unchanged: 8 });
  });

  test('is read for the rows that came into it, and misses those that are gone', async () => {
    books.splice(1, 1);
    // By its hash, each that moved into another page is another one now: what is known of the page behind is forgotten.
    expect(await sync()).toMatchObject({ seen: 7, unchanged: 2, deleted: 1 });
    expect(await stored()).toEqual(books.map((_, at) => ([0, 1].includes(at) ? '{}' : wanted()[at])));
  });

  test('is read whole where one of its records was written by something else while it was compared', async () => {
    await database.sql('delete from page_memory');
    await sync();
    books[3] = ['b3', 'other'];
    let writes = 0;
    onPage = async (from) => {
      if (from === 3 && writes++ === 0) await write('b4', 'by a hook');
    };
    expect(await sync()).toMatchObject({ seen: 8, deleted: 0 });
    expect(await stored()).toEqual(wanted());
  });

  test('tells the later word of two about one record, also where the other is an old one', async () => {
    await database.sql('delete from page_memory');
    books = shelf(2);
    await sync();
    books = [...shelf(2), ['b0', 'later']];
    const runs = await sync();
    expect(runs).toMatchObject({ seen: 3 });
    expect(await stored()).toEqual(wanted());
    expect(
      await database.sql('select from failure where sync_id = $1 and closed_at is null', [seeded.syncId]),
    ).toHaveLength(1);
  });
});

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const entry = fc.tuple(id, fc.constantFrom('1', '2'));
const around = fc.constantFrom('', ' ');
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ app: fc.array(entry, { maxLength: 9 }), around }) },
  {
    weight: 1,
    arbitrary: fc.record({ app: fc.uniqueArray(entry, { maxLength: 9, selector: ([key]) => key }), around }),
  },
  { weight: 2, arbitrary: fc.record({ write: id, text: fc.option(fc.constantFrom('1', '3')) }) },
  { weight: 2, arbitrary: fc.record({ around }) },
);

test('whatever happens at the app and beside it, a pass ends with what the app has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      for (const one of steps) {
        if ('write' in one) await write(one.write, one.text);
        else {
          if ('app' in one) books = one.app;
          blanks = one.around;
          await sync();
          // A key that stands twice on the list says two things, and which of them counts is open.
          const texts = Map.groupBy(books, ([key]) => key);
          for (const record of await stored()) {
            const { id: key, text } = JSON.parse(record) as { id: string; text: string };
            expect(texts.get(key)?.map((pair) => pair[1])).toContain(text);
          }
          expect((await stored()).length).toBe(texts.size);
        }
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
