import { AppCallError, type Connector, type ConnectorContext, type Page } from '#connectors/kit/index.ts';
import type { RecordFailure } from '#server/failures/failure.queries.ts';
import type { IncomingRecord } from '#server/records/incoming-record.ts';
import type { Pass } from './pass.ts';
import { pageIsBad } from './pass.ts';
import type { RowReader } from './read-row.ts';
import { BadPage } from './run-ends.ts';
import type { FetchedPage } from './write-page.ts';

type ConnectorObject = Connector['objects'][string];

interface FetchInput {
  object: ConnectorObject;
  context: ConnectorContext<unknown>;
  pass: Pass;
  watermark: unknown;
  read: RowReader;
  /** Filled by the context's `onCall`; taken over by the page. */
  calls: object[];
}

/** Reads the pass's next page from the app and parses each row on its own. No transaction is open while this runs. */
export async function fetchPage(input: FetchInput): Promise<FetchedPage> {
  const startedAt = new Date();
  const page = await input.object.pull(input.context as ConnectorContext<never>, {
    mode: input.pass.mode,
    cursor: input.pass.cursor,
    watermark: (input.pass.mode === 'incremental' ? (input.watermark ?? null) : null) as Page['next'],
  });
  const fetchMs = Date.now() - startedAt.getTime();
  const records: IncomingRecord[] = [];
  const failures: RecordFailure[] = [];
  for (const row of page.rows) {
    const parsed = input.read(row);
    if ('failure' in parsed) failures.push(parsed.failure);
    else records.push(parsed.record);
  }
  if (pageIsBad(page.rows.length, failures.length))
    throw new BadPage(page.rows.length, failures.length, failures[0]?.message ?? '');
  return { page, records, failures, startedAt, fetchMs, calls: input.calls.splice(0) };
}

/** The app repeated a page marker: reading on would never end. */
export function repeatedMarker(): AppCallError {
  return new AppCallError('It gave the same page marker twice, so its list has no end.', {
    class: 'protocol',
    code: 'repeated_cursor',
  });
}
