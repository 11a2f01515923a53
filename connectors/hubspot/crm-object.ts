import { type ConnectorObject, defineObject, type WriteItem } from '../kit/index.ts';
import { describeFields } from './properties.ts';
import { type PulledObject, pullAll, pullChanges } from './pull-records.ts';
import { readRecords } from './read-records.ts';
import { record } from './record.ts';
import { writeRecords } from './write-records.ts';

interface Definition extends PulledObject {
  label: string;
  scopes?: string[];
  /** Properties with unique values that HubSpot finds records by; none where it makes a new record for each item without an id. */
  matchBy?: string;
  example: WriteItem[];
}

/** One kind of record. They differ in name, clock and company; everything else HubSpot does alike for all of them. */
export function crmObject(definition: Definition): ConnectorObject {
  const { label, name, links, scopes, matchBy, example } = definition;
  return defineObject({
    label,
    row: record,
    key: (row) => row.id,
    incremental: true,
    reportsDeletes: true,
    scopes,
    pull: (context, request) =>
      request.mode === 'full' || request.watermark === null
        ? pullAll(context, definition, request)
        : pullChanges(context, definition, request),
    describe: (context) => describeFields(context, name, links),
    get: async (context, key) => (await readRecords(context, definition, [key]))[0] ?? null,
    upsert: {
      batch: 100,
      matchBy: matchBy === undefined ? [] : [`properties.${matchBy}`],
      write: (context, items) => writeRecords(context, { name, matchBy }, items),
      example,
    },
  });
}
