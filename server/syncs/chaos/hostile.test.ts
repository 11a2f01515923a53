import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '#server/canonical-json.ts';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { readChanges } from '#server/records/read-feed.ts';
import { readAnswer } from '#server/runtime/read-answer.ts';
import { runSync } from '../run-sync.job.ts';
import { type SeededSync, seedSync } from '../test-sync.ts';
import { triggerSync } from '../trigger-sync.ts';
import { chanceOf } from './chance.ts';
import { brokenAnswers, documents, type Hostile, hasCorpora, hostileRecords } from './hostile-records.ts';

const seed = Number(process.env.CHAOS_SEED ?? randomInt(1, 1_000_000));
const database = testDatabase();
const pageSize = 50;
const number = new Intl.NumberFormat('en');
// Beside other tests, how fast it is says nothing.
const isTimed = process.env.FIGURES === 'full';
const mostMemory = () => Math.round(process.resourceUsage().maxRSS / 1024);

/** What the app answers, page by page. */
let pages: Buffer[] = [];
const pagesOf = (records: readonly Hostile[]): Buffer[] => {
  const count = Math.ceil(records.length / pageSize);
  return Array.from({ length: count }, (_, at) => {
    const rows = records.slice(at * pageSize, (at + 1) * pageSize).map(({ raw }) => raw);
    return Buffer.from(`{"rows":[${rows.join()}],"next":${at + 1 < count ? at + 1 : null}}`);
  });
};
const app = createServer((request, response) => {
  const at = Number(new URL(request.url ?? '/', 'http://app').searchParams.get('from'));
  response.writeHead(200, { 'content-type': 'application/json' }).end(pages[at]);
});

let seeded: SeededSync;
let origin: string;

beforeAll(async () => {
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const address = app.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../fixture-connectors');
  process.env.PORTICO_EGRESS_ALLOW = host;
  resetEnv();
  origin = `http://${host}`;
});
afterAll(() => app.close());

beforeEach(async () => {
  const credential = { kind: 'oauth2', accessToken: 'shelf', refreshToken: null, expiresAt: null } as const;
  seeded = await seedSync({
    connector: 'shelf',
    object: 'crate',
    label: 'crates',
    credential: { ...credential, tokenType: 'Bearer', scope: [] },
    prepare: async (tx) => {
      await saveOauthApp(tx, { connector: 'shelf', clientId: 'shelf', clientSecret: 'shelf', parameters: { origin } });
    },
  });
});

interface Run {
  status: string;
  error: { class: string; sentence: string } | null;
  added: number;
  updated: number;
  deleted: number;
}

async function sync(): Promise<Run> {
  const runId = await withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
  await runSync({ environmentId: seeded.environmentId, runId }, new AbortController().signal);
  const [run] = await database.sql<Run>('select status, error, added, updated, deleted from run where id = $1', [
    runId,
  ]);
  if (!run) throw new Error('There is no such run.');
  return run;
}

/** As a reader of the feed gets them, by their tag. */
async function readFeed(): Promise<Map<string, unknown>> {
  const byTag = new Map<string, unknown>();
  let cursor: string | undefined;
  do {
    const page = await withTenant(seeded, (tx) => readChanges(tx, { syncId: seeded.syncId, cursor, limit: 500 }));
    for (const { row } of page.changes) {
      const record: unknown = JSON.parse(row.data);
      byTag.set(tagOf(record), record);
    }
    cursor = page.more ? page.cursor : undefined;
  } while (cursor !== undefined);
  return byTag;
}

const tagOf = (record: unknown): string =>
  typeof record === 'object' && record !== null && 'tag' in record ? String(record.tag) : '';

/** What the record says, with whole numbers beyond 2^53 digit for digit, as text. */
function meaningOf(raw: string): unknown {
  const keepDigits = (_: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && /^-?\d+$/.test(context?.source ?? '') && !Number.isSafeInteger(value)
      ? context?.source
      : value;
  return JSON.parse(raw, keepDigits);
}

/** A number that is too large becomes null in JSON: that is not the same. */
const isExact = (raw: string, stored: unknown): boolean =>
  canonicalJson(meaningOf(raw)) === canonicalJson(stored) && !/[:[]-?1e400/.test(raw);

interface Told {
  input: string;
  message: string;
}

async function judge(records: readonly Hostile[]) {
  const stored = await readFeed();
  const told = await database.sql<Told & { external_id: string }>(
    'select external_id, input, message from failure where sync_id = $1 and closed_at is null',
    [seeded.syncId],
  );
  const keys = new Set(told.map((failure) => failure.external_id));
  const tags = new Set(told.map(({ input }) => /"tag":"(h\d+)"/.exec(input)?.[1]));
  const verdicts = records.map(({ tag, raw }) => {
    if (stored.has(tag)) return isExact(raw, stored.get(tag)) ? 'stored' : 'changed';
    return tags.has(tag) || keys.has(String(Reflect.get(Object(JSON.parse(raw)), 'id'))) ? 'told' : 'lost';
  });
  return { verdicts, told };
}

describe(`hostile records (seed ${seed}${hasCorpora ? '' : '; without the naughty strings: ../shared/corpora is not beside this checkout'})`, () => {
  test('each is stored exactly or told by itself, and stops none of the others', async () => {
    const records = hostileRecords(seed);
    pages = pagesOf(records);
    const delay = monitorEventLoopDelay();
    delay.enable();
    const first = await sync();
    delay.disable();
    expect(first).toMatchObject({ status: 'succeeded', error: null });

    const { verdicts } = await judge(records);
    const count = (wanted: string) => number.format(verdicts.filter((verdict) => verdict === wanted).length);
    const heap = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
    const p99 = Math.round(delay.percentile(99) / 1e6);
    process.stdout.write(
      `hostile data: ${number.format(records.length)} records, ${count('stored')} stored exactly, ${count('told')} told, ${count('changed')} changed, ${count('lost')} lost, 0 crashes; ${mostMemory()} MB at most, heap ${heap} MB, event loop p99 ${p99} ms (seed ${seed})\n`,
    );
    const wrong = records.flatMap(({ raw }, at) =>
      verdicts[at] === 'changed' || verdicts[at] === 'lost' ? [`${verdicts[at]}: ${raw.slice(0, 200)}`] : [],
    );
    expect(wrong).toEqual([]);
    expect(heap).toBeLessThan(512);
    if (isTimed) expect(p99).toBeLessThan(50);
    expect(await sync()).toMatchObject({ status: 'succeeded', added: 0, updated: 0, deleted: 0 });
  });

  test('no XML takes more than it is: it is read as it stands or refused with a sentence, and asks nobody for anything', () => {
    const bombs = [
      '<a>'.repeat(50_000) + '</a>'.repeat(50_000),
      `<a ${Array.from({ length: 20_000 }, (_, at) => `b${at}="${at}"`).join(' ')}/>`,
      `<a>${'&amp;lt;'.repeat(100_000)}</a>`,
      `<a><![CDATA[${'<b>'.repeat(50_000)}]]></a>`,
      '<a><__proto__><x>1</x></__proto__><constructor><prototype>1</prototype></constructor></a>',
    ];
    const all = [...documents(), ...bombs];
    const sizes: number[] = [];
    const refused: string[] = [];
    for (const text of all) {
      const received = { body: Buffer.from(text), headers: new Headers({ 'content-type': 'text/xml' }), status: 200 };
      try {
        sizes.push((JSON.stringify(readAnswer(received, 'xml', 'Shelf')) ?? '').length / text.length);
      } catch (error) {
        refused.push(error instanceof Error ? error.message : '');
      }
    }
    process.stdout.write(
      `hostile data: ${all.length} XML documents, ${sizes.length} read, ${refused.length} refused, 0 crashes; ${mostMemory()} MB at most\n`,
    );
    expect(refused.filter((message) => !/^The answer of Shelf \(text\/xml\) /.test(message))).toEqual([]);
    expect(Math.max(...sizes)).toBeLessThan(4);
    expect(Reflect.get({}, 'x')).toBeUndefined();
    if (hasCorpora) expect(refused.length).toBeGreaterThan(8);
  });

  test('two that share a key in one page: the last is kept, the other is told, until the app has one', async () => {
    const twice = [
      { tag: 'h1', raw: '{"tag":"h1","id":"a","text":"one"}' },
      { tag: 'h2', raw: '{"tag":"h2","id":"b"}' },
      { tag: 'h3', raw: '{"tag":"h3","id":"a","text":"another"}' },
    ];
    pages = pagesOf(twice);
    expect(await sync()).toMatchObject({ status: 'succeeded', added: 2 });
    expect((await judge(twice)).verdicts).toEqual(['told', 'stored', 'stored']);
    await sync();
    expect((await judge(twice)).told).toHaveLength(1);
    pages = pagesOf(twice.slice(1));
    await sync();
    expect((await judge(twice)).told).toEqual([]);
  });

  test('a record that is no longer readable is not deleted', async () => {
    pages = pagesOf([
      { tag: 'h1', raw: '{"tag":"h1","id":"a"}' },
      { tag: 'h2', raw: '{"tag":"h2","id":"b"}' },
    ]);
    await sync();
    pages = [Buffer.from('{"rows":[{"tag":"h1","identity":"a"},{"tag":"h2","id":"b"}],"next":null}')];
    expect(await sync()).toMatchObject({ status: 'succeeded', deleted: 0 });
  });

  test('a record that could not be read and is then deleted at the app is deleted, and told no longer', async () => {
    const rows = ['{"id":"a","tag":"h1"}', '{"tag":"h2","id":"b"}'];
    const answer = (...list: string[]) => {
      pages = [Buffer.from(`{"rows":[${list.join()}],"next":null}`)];
    };
    answer(...rows);
    await sync();
    answer('{"id":"a","n":1e400}', '{"tag":"h2","id":"b"}', '{"identity":"c"}');
    expect(await sync()).toMatchObject({ deleted: 0 });
    answer(rows[1] ?? '');
    expect(await sync()).toMatchObject({ deleted: 1 });
    expect((await judge([])).told).toEqual([]);
  });

  test('an answer that is not JSON, or has no end, stops the run with a sentence and changes nothing', async () => {
    const good = [{ tag: 'h1', raw: '{"tag":"h1","id":"a"}' }];
    pages = pagesOf(good);
    await sync();
    const deep = Buffer.from(`{"rows":[{"id":"a","deep":${'['.repeat(5_000)}${']'.repeat(4_999)}}],"next":null}`);
    for (const answer of [deep, Buffer.from([0xff, 0xfe]), ...brokenAnswers(chanceOf(seed, 'answers'), 5)]) {
      pages = [answer];
      const run = await sync();
      expect(run, answer.toString('latin1').slice(0, 100)).toMatchObject({ added: 0, updated: 0, deleted: 0 });
      expect(run.status).not.toBe('succeeded');
      expect(run.error?.sentence).toMatch(/^Shelf answered/);
    }
    pages = pagesOf(good);
    expect(await sync()).toMatchObject({ status: 'succeeded', added: 0, updated: 0, deleted: 0 });
  });
});
