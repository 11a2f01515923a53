import { AppCallError, type Connector, type ConnectorContext, type Page } from '#connectors/kit/index.ts';
import type { RecordFailure } from '#server/failures/failure.queries.ts';
import type { IncomingRecord } from '#server/records/record-store.ts';
import type { Pass } from './pass.ts';
import { pageIsBad } from './pass.ts';
import { BadPage } from './run-ends.ts';
import type { FetchedPage } from './write-page.ts';

type ConnectorObject = Connector['objects'][string];

const maxKeyLength = 512;
const maxRecordBytes = 1_048_576;

interface FetchInput {
  object: ConnectorObject;
  context: ConnectorContext<unknown>;
  pass: Pass;
  watermark: unknown;
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
    const parsed = parseRow(input.object, row, input.context.settings);
    if ('failure' in parsed) failures.push(parsed.failure);
    else records.push(parsed.record);
  }
  if (pageIsBad(page.rows.length, failures.length))
    throw new BadPage(page.rows.length, failures.length, failures[0]?.message ?? '');
  return { page, records, failures, startedAt, fetchMs, calls: input.calls.splice(0) };
}

function parseRow(
  object: ConnectorObject,
  row: unknown,
  settings: unknown,
): { record: IncomingRecord } | { failure: RecordFailure } {
  const parsed = object.row.safeParse(row);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(
      row,
      keyOf(row),
      issue?.path.join('.') || null,
      issue?.message ?? 'The record has another shape than expected.',
    );
  }
  const externalId = object.key(parsed.data, settings as never);
  if (
    typeof externalId !== 'string' ||
    externalId === '' ||
    externalId.length > maxKeyLength ||
    externalId.includes('\u0000')
  ) {
    return fail(row, keyOf(row), 'key', `The record has no usable key (1 to ${maxKeyLength} characters).`);
  }
  if (JSON.stringify(parsed.data).length > maxRecordBytes)
    return fail(null, externalId, null, 'The record is larger than 1 MB.');
  return { record: { externalId, data: parsed.data } };
}

function fail(row: unknown, externalId: string, field: string | null, message: string): { failure: RecordFailure } {
  return {
    failure: {
      externalId,
      class: 'mapping',
      field,
      message: field ? `The field ${field}: ${message}` : message,
      remedy: 'Correct the record in the app; the next run takes it over and closes this by itself.',
      input: (JSON.stringify(row) ?? 'null').slice(0, 10_000).replaceAll('\\u0000', ''),
    },
  };
}

/** A name for a record whose own key can't be read: whatever looks like an id, else its text. */
function keyOf(row: unknown): string {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
  const text = typeof id === 'string' || typeof id === 'number' ? String(id) : (JSON.stringify(row) ?? 'null');
  return text.replaceAll('\u0000', '').slice(0, 100);
}

/** The app repeated a page marker: reading on would never end. */
export function repeatedMarker(): AppCallError {
  return new AppCallError('It gave the same page marker twice, so its list has no end.', {
    class: 'protocol',
    code: 'repeated_cursor',
  });
}
