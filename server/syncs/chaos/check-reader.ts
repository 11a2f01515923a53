import { parseFeedCursor } from '#server/records/feed-cursor.ts';
import type { StoredRecord } from './check-history.ts';
import type { PageRead } from './feed-reader.ts';
import type { Commit, RecordChange } from './history.ts';

interface Followed {
  name: string;
  pages: readonly PageRead[];
}

/**
 * What a reader of one stream is promised: each change at most once, in the order of its numbers, and in the end what
 * the store holds. The REST face does not tell a change's number; its cursor does, before and after each page, and the
 * history says which changes have a number in between.
 */
export function checkReader(
  { name, pages }: Followed,
  commits: readonly Commit[],
  stored: readonly StoredRecord[],
): string[] {
  const broken: string[] = [];
  const history = Map.groupBy(
    commits.flatMap((commit) => commit.records),
    (change) => change.id,
  );
  const state = new Map<string, RecordChange>();
  let lastSeq = 0;
  for (const page of pages) {
    const from = positionOf(page.from);
    const to = positionOf(page.to);
    if (to < from) broken.push(`${name}: the cursor went back from ${from} to ${to}.`);
    if (page.changes.length > to - from)
      broken.push(`${name}: ${page.changes.length} changes between ${from} and ${to}.`);
    for (const { id, action, hash, seq } of page.changes) {
      const change = history.get(id)?.findLast((one) => {
        const inPage = one.seq > from && one.seq <= to && (seq === undefined || one.seq === seq);
        return inPage && one.action === action && (hash === null || one.hash === hash);
      });
      if (!change) {
        broken.push(`${name}: ${id} (${action}) between ${from} and ${to} was never written like this.`);
        continue;
      }
      if (change.seq <= (state.get(id)?.seq ?? 0)) broken.push(`${name}: change ${change.seq} of ${id} came twice.`);
      if (change.seq <= lastSeq) broken.push(`${name}: change ${change.seq} came after ${lastSeq}.`);
      lastSeq = change.seq;
      state.set(id, change);
    }
  }
  for (const record of stored) {
    const known = state.get(record.id);
    // What was deleted before the reader began, it never had to hear of.
    if (record.action === 'deleted' && !known) continue;
    if (known?.seq !== record.seq)
      broken.push(`${name}: change ${record.seq} of ${record.id} never came (last: ${known?.seq ?? 'none'}).`);
    state.delete(record.id);
  }
  for (const id of state.keys()) broken.push(`${name}: ${id} came, but is not stored.`);
  return broken;
}

/** The position of the one stream in a cursor; 0 before the first page. */
function positionOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  return Object.values(parseFeedCursor(cursor))[0]?.seq ?? 0;
}
