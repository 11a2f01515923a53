import type { Connector } from '#connectors/kit/index.ts';
import type { RecordFailure } from '#server/failures/failure.queries.ts';
import { type IncomingRecord, incomingRecord } from '#server/records/incoming-record.ts';
import { describeIssue } from '#server/trpc/describe-issue.ts';

type ConnectorObject = Connector['objects'][string];

const maxKeyLength = 512;
const maxRecordBytes = 1_048_576;

/** Makes a record out of a row as the app sent it, or says what is wrong with that row alone. */
export type RowReader = (row: unknown) => { record: IncomingRecord } | { failure: RecordFailure };

export const rowReader =
  (object: ConnectorObject, settings: unknown): RowReader =>
  (row) =>
    readRow(object, row, settings);

function readRow(object: ConnectorObject, row: unknown, settings: unknown): ReturnType<RowReader> {
  const parsed = object.row.safeParse(row);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const told = issue && describeIssue(issue, row);
    if (!told?.field) return fail(row, keyOf(row), null, 'The record has another shape than expected.');
    return fail(row, keyOf(row), told.field, told.sentence);
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
  const record = incomingRecord(externalId, parsed.data);
  if (record.data.length > maxRecordBytes) return fail(null, externalId, null, 'The record is larger than 1 MB.');
  return { record };
}

function fail(row: unknown, externalId: string, field: string | null, message: string): { failure: RecordFailure } {
  return {
    failure: {
      externalId,
      class: 'mapping',
      field,
      message,
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
