import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  type ConnectorObject,
  defineObject,
  isAppCallError,
  type Page,
  type PullRequest,
  type Upsert,
} from '../../kit/index.ts';
import { describeObject } from '../describe.ts';
import type { Settings } from '../settings.ts';
import { apiName, quoted, timeOf } from '../soql.ts';
import { readableFields, select } from './read.ts';
import { writeRecords } from './write.ts';

interface SalesforceObject<Row extends z.ZodType> {
  label: string;
  /** `Account`; a function where the customer has chosen it. Undefined: nothing was chosen. */
  sobject: string | ((settings: Settings) => string | undefined);
  row: Row;
  /** Email, where records can be found by it before they are made. */
  matchBy?: 'Email';
  /** Two items; none: it can't be written. */
  example?: Upsert['example'];
}

const size = 2_000;
/** A change has the time of its statement and is seen when its transaction ends, which Salesforce lets take ten minutes. */
const overlapMs = 11 * 60_000;
const sinceTime = z.iso.datetime().nullable().catch(null);
const place = z.object({
  fields: z.array(z.string()),
  from: z.iso.datetime(),
  /** The last record that was read; its time, where changes are read. */
  after: z.object({ id: z.string(), at: z.string().optional() }),
});

/**
 * An object of Salesforce with all its fields. Each page is a question of its own, which begins behind the last record: by ids, which
 * never change, for everything; by time and id for what changed, where a record that changes again moves to the end and is read
 * there. Salesforce's own cursors would end when their user opens too many.
 */
export function salesforceObject<Row extends z.ZodType<{ Id: string }>>(
  object: SalesforceObject<Row>,
): ConnectorObject<z.ZodType, Settings> {
  const { sobject, example, matchBy } = object;
  const nameIn = (settings: Settings) => {
    const name = typeof sobject === 'string' ? sobject : sobject(settings);
    return name === undefined || name === '' ? undefined : apiName.parse(name);
  };
  const chosenIn = (settings: Settings): string => {
    const name = nameIn(settings);
    if (name !== undefined) return name;
    const sentence = 'No custom object was chosen. Choose one in the settings of this connection.';
    throw new AppCallError(sentence, { class: 'invalid', code: 'no_object', field: 'customObject' });
  };
  return defineObject<Row, Settings>({
    label: object.label,
    row: object.row,
    key: ({ Id }) => Id,
    incremental: true,
    reportsDeletes: true,
    pull: async (context, request) => {
      const name = nameIn(context.settings);
      return name === undefined ? { rows: [], next: null, watermark: null } : pull(context, name, request);
    },
    describe: async (context) => {
      const name = nameIn(context.settings);
      return name === undefined ? [] : describeObject(context, name);
    },
    get: async (context, key) => {
      const name = chosenIn(context.settings);
      const fields = await readableFields(context, name);
      try {
        const { rows } = await select(context, { sobject: name, fields, where: `Id = ${quoted(key)}`, limit: 1 });
        return rows.find(({ IsDeleted }) => !IsDeleted) ?? null;
      } catch (error) {
        if (isAppCallError(error) && error.details.code === 'INVALID_QUERY_FILTER_OPERATOR') return null;
        throw error;
      }
    },
    ...(example && {
      upsert: {
        batch: 200,
        matchBy: matchBy ? [matchBy] : [],
        example,
        write: (context, items) => writeRecords(context, { sobject: chosenIn(context.settings), matchBy, items }),
      },
    }),
  });
}

async function pull(
  context: ConnectorContext<Settings>,
  sobject: string,
  { mode, cursor, watermark }: PullRequest,
): Promise<Page> {
  const at = cursor === null ? undefined : place.parse(cursor);
  const fields = at?.fields ?? (await readableFields(context, sobject));
  const hasBin = fields.includes('IsDeleted');
  const since = mode === 'incremental' ? sinceTime.parse(watermark) : null;
  const { where, order } =
    since === null ? everything(at?.after.id, hasBin) : changes(since, at?.after.id, at?.after.at);
  const found = await select(context, { sobject, fields, where, order, limit: size });
  const from = at?.from ?? beginning(found.headers);
  const { last, isLast } = found;
  const after = last && { id: last.Id, ...(since !== null && { at: timeOf(last.SystemModstamp) }) };
  if (after !== undefined && after.id === at?.after.id && after.at === at.after.at) throw repeated(sobject);
  const gone = found.rows.filter(({ IsDeleted }) => IsDeleted);
  // Of those that were merged, Salesforce keeps what they have become, as long as they are in the bin.
  const renamed = gone.flatMap(({ Id: from, MasterRecordId: to }) => (to ? [{ from, to }] : []));
  return {
    rows: found.rows.filter(({ IsDeleted }) => !IsDeleted),
    deleted: gone.map(({ Id }) => Id),
    ...(renamed.length > 0 && { renamed }),
    next: !isLast && after ? { fields, from, after } : null,
    watermark: from,
  };
}

function everything(after: string | undefined, hasBin: boolean) {
  const terms = [...(hasBin ? ['IsDeleted = false'] : []), ...(after === undefined ? [] : [`Id > ${quoted(after)}`])];
  return { where: terms.join(' AND '), order: 'Id' };
}

function changes(since: string, after: string | undefined, at: string | undefined) {
  const where =
    after === undefined || at === undefined
      ? `SystemModstamp >= ${since}`
      : `(SystemModstamp > ${at} OR (SystemModstamp = ${at} AND Id > ${quoted(after)}))`;
  return { where, order: 'SystemModstamp, Id' };
}

/** Salesforce's own time at the first page, less its longest transaction: whatever became visible later is asked for next time. */
function beginning(headers: Headers): string {
  const time = Date.parse(headers.get('date') ?? '');
  return new Date((Number.isNaN(time) ? Date.now() - overlapMs : time) - overlapMs).toISOString();
}

function repeated(sobject: string): AppCallError {
  const sentence = `Salesforce's list of ${sobject} leads back to the same place.`;
  return new AppCallError(sentence, { class: 'protocol', code: 'repeated_cursor' });
}
