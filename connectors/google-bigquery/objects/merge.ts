import { type Column, quoted, sqlType, type TableName } from '../table.ts';

/** Rows as one text, a list of lists: values go as a parameter, and no name of a column is needed to find them. */
export const valuesText = (columns: readonly Column[], rows: readonly Record<string, unknown>[]): string =>
  JSON.stringify(rows.map((row) => columns.map((one) => plain(one, row[one.name]))));

function plain(one: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (one.mode === 'REPEATED')
    return Array.isArray(value) ? value.map((each) => single(one, each)) : [single(one, value)];
  return single(one, value);
}

/** As texts, so that no large number is rounded on the way. */
const single = (one: Column, value: unknown): unknown =>
  sqlType(one) === 'JSON' ? JSON.stringify(value) : typeof value === 'object' ? JSON.stringify(value) : String(value);

const convert: Record<string, (text: string) => string> = {
  STRING: (text) => text,
  BYTES: (text) => `FROM_BASE64(${text})`,
  JSON: (text) => `PARSE_JSON(${text}, wide_number_mode=>'round')`,
  GEOGRAPHY: (text) => `ST_GEOGFROMTEXT(${text})`,
};

function expression(one: Column, index: number): string {
  const type = sqlType(one);
  const of = convert[type] ?? ((text: string) => `CAST(${text} AS ${type.replace(/[^A-Z0-9]/g, '')})`);
  if (one.mode !== 'REPEATED') return of(`JSON_VALUE(r, '$[${index}]')`);
  return `ARRAY(SELECT ${of("JSON_VALUE(e, '$')")} FROM UNNEST(JSON_QUERY_ARRAY(r, '$[${index}]')) AS e WITH OFFSET AS o ORDER BY o)`;
}

/** https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax#merge_statement */
export function mergeStatement(
  { project, dataset, table }: TableName,
  columns: readonly Column[],
  keys: readonly Column[],
): string {
  const names = columns.map(({ name }) => quoted(name));
  const isKey = new Set(keys.map(({ name }) => quoted(name)));
  const source = columns.map((one, index) => `${expression(one, index)} AS ${quoted(one.name)}`).join(', ');
  const changed = names.filter((name) => !isKey.has(name)).map((name) => `${name} = s.${name}`);
  return [
    `MERGE ${quoted(project, dataset, table)} AS t`,
    `USING (SELECT ${source} FROM UNNEST(JSON_QUERY_ARRAY(@rows)) AS r) AS s`,
    `ON ${[...isKey].map((name) => `t.${name} = s.${name}`).join(' AND ')}`,
    ...(changed.length > 0 ? [`WHEN MATCHED THEN UPDATE SET ${changed.join(', ')}`] : []),
    `WHEN NOT MATCHED THEN INSERT (${names.join(', ')}) VALUES (${names.map((name) => `s.${name}`).join(', ')})`,
  ].join('\n');
}
