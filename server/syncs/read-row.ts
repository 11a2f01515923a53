import type { Connector } from '#connectors/kit/index.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import type { RecordFailure } from '#server/failures/failure.queries.ts';
import type { ConnectionId } from '#server/ids.ts';
import type { FieldTrouble } from '#server/mapping/compile-mapping.ts';
import { linkLookups } from '#server/mapping/link-tables.ts';
import type { SyncMapping } from '#server/mapping/load-mapping.ts';
import type { Lookups } from '#server/mapping/path.ts';
import { type IncomingRecord, incomingRecord } from '#server/records/incoming-record.ts';
import { isKey, maxKeyLength } from '#server/records/record-key.ts';
import { maxDepth } from '#server/runtime/json-text.ts';
import { holdsCut, withoutCut } from '#server/runtime/read-json.ts';
import { describeIssue } from '#server/trpc/describe-issue.ts';
import { recordName, storable } from './record-name.ts';
import { unkeepable } from './unkeepable.ts';

type ConnectorObject = Connector['objects'][string];

const maxRecordBytes = 1_048_576;

/** Makes a record out of a row as the app sent it, or says what is wrong with that row alone, or that nobody wants it. */
export type RowReader = (
  row: unknown,
) => { record: IncomingRecord } | { failure: RecordFailure } | { excluded: string };

/** Reads rows that come together: what they refer to is looked up for all of them at once. */
export interface PageReader {
  of(rows: readonly unknown[]): Promise<RowReader>;
}

interface ReadAs {
  object: ConnectorObject;
  settings: unknown;
  /** What makes the vendor's record of the app's row; without it, they are the same. */
  mapping?: SyncMapping | undefined;
  /** Whether the row is kept beside the record. */
  keepRaw?: boolean;
  /** Whether something was cut from the answer that the row comes from; see `readJson`. */
  isCut?: () => boolean;
}

/** Rows of one connection. */
export function pageReader(how: ReadAs, { tenant, connectionId }: Links): PageReader {
  const objects = how.mapping?.linked ?? [];
  const reader =
    (lookups?: Lookups): RowReader =>
    (row) =>
      readRow(row, how, lookups);
  const plain = reader();
  const linked = async (rows: readonly unknown[]) =>
    withTenant(tenant, (tx) =>
      linkLookups(tx, { connectionId, objects, way: 'in' }, (lookups) => rows.forEach(reader(lookups))),
    );
  return { of: async (rows) => (objects.length === 0 ? plain : reader(await linked(rows))) };
}

interface Links {
  tenant: Tenant;
  connectionId: ConnectionId;
}

function readRow(
  row: unknown,
  { object, settings, mapping, keepRaw, isCut }: ReadAs,
  lookups?: Lookups,
): ReturnType<RowReader> {
  const map = mapping?.map;
  if (isCut?.() && holdsCut(row)) {
    const message = `The record is nested more than ${maxDepth} levels deep.`;
    return fail(withoutCut(row), keyOf(object, row, settings), null, message);
  }
  const parsed = object.row.safeParse(row);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const told = issue && describeIssue(issue, row);
    const key = keyOf(object, row, settings);
    if (!told?.field) return fail(row, key, null, 'The record has another shape than expected.');
    return fail(row, key, told.field, told.sentence);
  }
  const externalId = object.key(parsed.data, settings as never);
  if (!isKey(externalId)) {
    const message = `The record has no usable key (1 to ${maxKeyLength} characters).`;
    return fail(row, recordName(externalId || row), 'key', message);
  }
  // The key is the row's own, whatever the mapping makes of it: a new mapping must find the record again.
  const mapped = map ? map(parsed.data, lookups, row) : { record: parsed.data };
  if ('excluded' in mapped) return { excluded: externalId };
  if ('troubles' in mapped) return failMapping(row, externalId, mapped.troubles);
  const lost = (map && unkeepable(mapped.record)) ?? (map && !keepRaw ? undefined : unkeepable(row));
  if (lost) return fail(row, externalId, lost.field, `The field ${lost.field}: ${lost.message}`);
  const record = incomingRecord(externalId, mapped.record);
  if (record.data.length > maxRecordBytes) return fail(null, externalId, null, 'The record is larger than 1 MB.');
  if (!keepRaw) return { record };
  const raw = JSON.stringify(row);
  if (raw.length > maxRecordBytes) return fail(null, externalId, null, 'The record is larger than 1 MB.');
  return { record: { ...record, raw } };
}

const mostToldFields = 5;

/** One failure for the record that names all of its fields that could not be mapped. */
function failMapping(row: unknown, externalId: string, troubles: readonly FieldTrouble[]): { failure: RecordFailure } {
  const told = troubles.slice(0, mostToldFields).map(({ target, source, message }) => {
    return `The field ${target} (from ${source}): ${message}`;
  });
  const more = troubles.length - told.length;
  const { failure } = fail(row, externalId, null, [...told, ...(more > 0 ? [`${more} more fields.`] : [])].join(' '));
  const [first] = troubles;
  return { failure: { ...failure, field: first?.target || null, remedy: first?.remedy ?? failure.remedy } };
}

function fail(row: unknown, externalId: string, field: string | null, message: string): { failure: RecordFailure } {
  return {
    failure: {
      externalId,
      class: 'mapping',
      field: field && storable(field),
      message: storable(message),
      remedy: 'Correct the record in the app; the next run takes it over and closes this by itself.',
      input: (JSON.stringify(row) ?? 'null').slice(0, 10_000).replaceAll('\\u0000', ''),
    },
  };
}

/** The key of a record that can't be read as a whole, by which it may be stored already; else a name for it. */
function keyOf(object: ConnectorObject, row: unknown, settings: unknown): string {
  try {
    const key: unknown = object.key(row, settings as never);
    // An app that sends a number for once still means the same record.
    const text = Number.isSafeInteger(key) ? String(key) : key;
    if (isKey(text)) return text;
  } catch {
    // What its key is made of is not there.
  }
  return recordName(row);
}
