import type { Client } from 'pg';
import { withTenant } from '#server/db/tenant.ts';
import { type FeedPage, readChanges } from '#server/records/read-feed.ts';
import type { Row } from '../row.ts';
import { Series, secondsOf } from './series.ts';
import type { StoredStream } from './stored-stream.ts';

/** As many as one call of the API may ask for. */
const limit = 1000;

/** A reader that follows the feed from its beginning to its end, page by page. */
export async function feedRow(owner: Client, stored: StoredStream, repetitions: number): Promise<Row> {
  const series = new Series();
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const bare = await secondsOf(() => keysetPages(owner, stored));
    let read = 0;
    const seconds = await secondsOf(async () => {
      let page: FeedPage | undefined;
      do {
        const { cursor } = page ?? {};
        page = await withTenant(stored, (tx) => readChanges(tx, { syncId: stored.syncId, cursor, limit }));
        read += page.changes.length;
      } while (page.more);
    });
    if (read !== stored.records) throw new Error(`The feed gave ${read} changes instead of ${stored.records}.`);
    series.add(stored.records / seconds, stored.records / bare);
  }
  return series.row('change feed, read to its end / a bare keyset query', 'records/s', { is: '≥', value: 200_000 });
}

/** The same rows in pages of the same size, by their number alone. */
async function keysetPages(owner: Client, { environment, stream }: StoredStream): Promise<void> {
  let after = 0;
  while (true) {
    const { rows } = await owner.query<{ seq: string }>(
      `select seq, external_id, action, changed_at, data from record
        where environment = $1 and stream = $2 and seq > $3 and seq > 0 order by seq limit ${limit}`,
      [environment, stream, after],
    );
    after = Number(rows.at(-1)?.seq);
    if (rows.length < limit) return;
  }
}
