import { z } from 'zod';
import { AppCallError, type ConnectorObject, defineObject, type Upsert } from '../../kit/index.ts';
import { describeRecord } from '../record.ts';
import { asDate, earlier, latestChange, netsuiteTime, size, suiteql } from '../suiteql.ts';

interface NetSuiteObject<Row extends z.ZodType> {
  label: string;
  /** A table of SuiteQL. */
  table: string;
  /** The column of numbers that names a row. */
  key: string;
  row: Row;
  /** Beside the key: `type = 'SalesOrd'`. */
  where?: string;
  /** Where the time of the last change stands; undefined: nowhere. `parent`: at the record that the row belongs to. */
  changed?: 'own' | 'parent';
  /** The record's name in the other half of the API, which knows its fields. */
  record?: string;
  upsert?: Upsert;
}

/** A change is seen when its transaction ends; and once a year the clock tells one hour twice. */
const overlapMinutes = 75;
const place = z.object({ after: z.string().regex(/^-?\d+$/), watermark: netsuiteTime.nullable() });
const sinceTime = netsuiteTime.nullable().catch(null);
const number = z.string().regex(/^-?\d+$/);

/**
 * A table of SuiteQL. Each page begins behind the last row's number, which no change moves; rows by position would end at 100,000. What
 * changes while the pages are read has a later time than the latest one at the beginning, and is read by the next pass.
 */
export function netsuiteObject<Row extends z.ZodType>(object: NetSuiteObject<Row>): ConnectorObject {
  const { label, table, key, row, where, changed, record, upsert } = object;
  const keyOf = (one: unknown): string =>
    z
      .looseObject({ [key]: z.union([z.string(), z.number()]) })
      .transform((value) => String(value[key]))
      .parse(one);
  const source = where && changed === 'own' ? `${table} WHERE ${where}` : table;
  const timed = changed === 'parent' ? 'transaction' : source;

  return defineObject<Row>({
    label,
    row,
    key: (one) => keyOf(one),
    incremental: changed !== undefined,
    reportsDeletes: false,
    pull: async (context, { mode, cursor, watermark }) => {
      const at = cursor === null ? undefined : place.parse(cursor);
      const since = mode === 'incremental' ? sinceTime.parse(watermark) : null;
      const latest = at === undefined && changed !== undefined ? await latestChange(context, timed) : null;
      const from = at === undefined ? latest && earlier(latest, overlapMinutes) : at.watermark;
      const terms = [
        ...(where ? [where] : []),
        ...(since === null ? [] : [changedSince(changed, since)]),
        ...(at === undefined ? [] : [`${key} > ${at.after}`]),
      ];
      const filter = terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '';
      const { rows, hasMore } = await suiteql(context, `SELECT * FROM ${table}${filter} ORDER BY ${key}`);
      const last = rows.length === 0 ? undefined : number.parse(keyOf(rows.at(-1)));
      if (at !== undefined && last !== undefined && Number(last) <= Number(at.after)) throw repeated(label);
      const goesOn = last !== undefined && (hasMore || rows.length >= size);
      return { rows, next: goesOn ? { after: last, watermark: from } : null, watermark: from };
    },
    get: async (context, wanted) => {
      if (!number.safeParse(wanted).success) return null;
      const terms = [`${key} = ${wanted}`, ...(where ? [where] : [])].join(' AND ');
      return (await suiteql(context, `SELECT * FROM ${table} WHERE ${terms}`, { limit: 1 })).rows[0] ?? null;
    },
    ...(record && { describe: (context) => describeRecord(context, record) }),
    upsert,
  });
}

function changedSince(changed: 'own' | 'parent' | undefined, since: string): string {
  const term = `lastmodifieddate >= ${asDate(since)}`;
  return changed === 'parent' ? `transaction IN (SELECT id FROM transaction WHERE ${term})` : term;
}

function repeated(label: string): AppCallError {
  const sentence = `NetSuite's list of ${label} leads back to what was read already.`;
  return new AppCallError(sentence, { class: 'protocol', code: 'repeated_cursor' });
}
