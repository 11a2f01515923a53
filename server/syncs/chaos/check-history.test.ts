import { describe, expect, test } from 'vitest';
import { feedCursor } from '#server/records/feed-cursor.ts';
import { checkApp } from './check-app.ts';
import { checkHistory, type Store } from './check-history.ts';
import { checkReader } from './check-reader.ts';
import type { PageRead } from './feed-reader.ts';
import type { Commit, RecordChange } from './history.ts';

/** Two pages of one run: a and b are added, then b is changed and c deleted after it was added. */
function goodHistory(): { commits: Commit[]; store: Store; pages: PageRead[] } {
  const records: RecordChange[] = [change('a', 1), change('b', 2), change('c', 3)];
  const second = [change('b', 4, 'updated', 'h2'), change('c', 5, 'deleted')];
  return {
    commits: [
      { records, steps: [step(1, { added: 3 })], sync: { pages: 1, lastSeq: 3, records: 3 } },
      { records: second, steps: [step(2, { updated: 1, deleted: 1 })], sync: { pages: 0, lastSeq: 5, records: 2 } },
    ],
    store: {
      records: [stored('a', 1), stored('b', 4, 'updated', 'h2'), stored('c', 5, 'deleted')],
      runs: [{ ...counts({ added: 3, updated: 1, deleted: 1 }), id: 'run_1', status: 'succeeded', steps: 2 }],
      sync: { pages: 0, lastSeq: 5, records: 2 },
    },
    pages: [page(undefined, 3, records), page(3, 5, second)],
  };
}

const counts = (some: object) => ({ seen: 0, added: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0, ...some });
const change = (id: string, seq: number, action: RecordChange['action'] = 'added', hash = 'h1'): RecordChange => ({
  kind: 'record',
  id,
  seq,
  action,
  hash,
});
const step = (number: number, some: object) => ({
  kind: 'step' as const,
  run_id: 'run_1',
  number,
  attempt: 1,
  ...counts(some),
});
const stored = (id: string, seq: number, action: RecordChange['action'] = 'added', hash = 'h1') => ({
  id,
  seq,
  action,
  hash,
  data: JSON.stringify({ id }),
});
const page = (from: number | undefined, to: number, changes: RecordChange[]): PageRead => ({
  from: from === undefined ? undefined : feedCursor({ 1: from }),
  to: feedCursor({ 1: to }),
  changes: changes.map(({ id, action, hash }) => ({ id, action, hash: action === 'deleted' ? null : hash })),
});

type Good = ReturnType<typeof goodHistory>;

function check(spoil: (good: Good) => void = () => undefined): string[] {
  const good = goodHistory();
  spoil(good);
  const reader = { name: 'reader', pages: good.pages };
  return [...checkHistory(good.commits, good.store), ...checkReader(reader, good.commits, good.store.records)];
}

/** The commit, page or record at a place; the test is wrong where there is none. */
function at<T>(list: T[], place: number): T {
  const found = list.at(place);
  if (found === undefined) throw new Error('There is none.');
  return found;
}

test('a good history breaks no promise', () => {
  expect(check()).toEqual([]);
});

describe('a history is refused', () => {
  const spoils: Record<string, (good: Good) => void> = {
    'that skips a change number': ({ commits }) => {
      at(at(commits, 1).records, 0).seq = 7;
    },
    'that gives a change number twice': ({ commits }) => {
      at(at(commits, 1).records, 0).seq = 3;
    },
    'that adds a record twice': ({ commits }) => {
      at(at(commits, 1).records, 0).action = 'added';
    },
    'that rewrites what did not change': ({ commits }) => {
      at(at(commits, 1).records, 0).hash = 'h1';
    },
    'whose cursor stays at a page': ({ commits }) => {
      commits.splice(1, 0, { records: [], steps: [step(2, {})], sync: { pages: 1, lastSeq: 3, records: 3 } });
    },
    'whose cursor goes back': ({ commits }) => {
      commits.splice(1, 0, { records: [], steps: [step(2, {})], sync: { pages: 2, lastSeq: 3, records: 3 } });
      commits.splice(2, 0, { records: [], steps: [step(3, {})], sync: { pages: 1, lastSeq: 3, records: 3 } });
    },
    'whose cursor passes over a page that changed something': ({ commits }) => {
      at(commits, 0).sync = { pages: 2, lastSeq: 3, records: 3 };
    },
    'whose cursor moves without its page': ({ commits }) => {
      commits.splice(1, 0, { records: [], steps: [], sync: { pages: 2, lastSeq: 3, records: 3 } });
    },
    'that stores records without their step': ({ commits }) => {
      at(commits, 0).steps = [];
    },
    'where two attempts write one step': ({ commits }) => {
      at(commits, 1).steps.push({ ...step(2, {}), attempt: 2 });
    },
    'where an earlier attempt goes on': ({ commits }) => {
      at(at(commits, 0).steps, 0).attempt = 2;
    },
    'whose run counts a page twice': ({ store }) => {
      at(store.runs, 0).unchanged = 200;
    },
    'whose store lost a record': ({ store }) => {
      store.records.pop();
    },
    'whose store is older than the last change': ({ store }) => {
      at(store.records, 1).seq = 2;
    },
    'whose sync miscounts its records': ({ store }) => {
      store.sync.records = 3;
    },
  };
  test.each(Object.entries(spoils))('%s', (_, spoil) => {
    expect(check(spoil)).not.toEqual([]);
  });
});

describe('a reader is refused', () => {
  const spoils: Record<string, (good: Good) => void> = {
    'to whom a page comes twice': ({ pages }) => {
      pages.splice(1, 0, at(pages, 0));
    },
    'who misses a change': ({ pages }) => {
      at(pages, 1).changes.shift();
    },
    'who misses a deletion': ({ pages }) => {
      at(pages, 1).changes.pop();
    },
    'who is told of a record that never was': ({ pages }) => {
      at(pages, 1).changes.push({ id: 'x', action: 'added', hash: 'h1' });
    },
    'who is given changes in another order': ({ pages }) => {
      at(pages, 0).changes.reverse();
    },
    'whose cursor goes back': ({ pages }) => {
      pages.push(page(5, 3, []));
    },
  };
  test.each(Object.entries(spoils))('%s', (_, spoil) => {
    expect(check(spoil)).not.toEqual([]);
  });
});

test('the store is compared with the app itself', () => {
  const { store } = goodHistory();
  const app = new Map(['a', 'b'].map((id) => [id, { id }]));
  expect(checkApp(app, store.records)).toEqual([]);
  expect(checkApp(new Map([...app, ['d', { id: 'd' }]]), store.records)).toEqual([expect.stringMatching(/d is lost/)]);
  expect(checkApp(new Map([['a', { id: 'a' }]]), store.records)).toEqual([expect.stringMatching(/b is stored/)]);
  expect(checkApp(new Map([...app, ['b', { id: 'other' }]]), store.records)).toEqual([
    expect.stringMatching(/b is out of date/),
  ]);
});
