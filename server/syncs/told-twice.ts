import { canonicalJson } from '#server/canonical-json.ts';
import type { RecordFailure } from '#server/failures/failure.queries.ts';
import type { IncomingRecord } from '#server/records/incoming-record.ts';

/** Of records that share a key in one page and differ, only the last can be stored: the others are told. */
export function toldTwice(records: readonly IncomingRecord[]): RecordFailure[] {
  const byKey = new Map<string, IncomingRecord>();
  const failures: RecordFailure[] = [];
  for (const record of records) {
    const before = byKey.get(record.externalId);
    if (before && differs(before, record)) failures.push(failureOf(before));
    byKey.set(record.externalId, record);
  }
  return failures;
}

const differs = (one: IncomingRecord, other: IncomingRecord): boolean =>
  one.data !== other.data && canonicalJson(JSON.parse(one.data)) !== canonicalJson(JSON.parse(other.data));

const failureOf = ({ externalId, data }: IncomingRecord): RecordFailure => ({
  externalId,
  class: 'protocol',
  field: null,
  message: 'The app sent two different records with this key in one page. The later one was kept.',
  remedy: 'Make the key unique in the app; the next run that meets one record with it closes this by itself.',
  input: data.slice(0, 10_000).replaceAll('\\u0000', ''),
});
