import { z } from 'zod';
import { AppCallError, type ConnectorHttp } from '../kit/index.ts';

const segment = encodeURIComponent;
export const projectPath = (project: string): string => `/projects/${segment(project)}`;
export const datasetPath = (project: string, dataset: string): string =>
  `${projectPath(project)}/datasets/${segment(dataset)}`;
export const tablePath = (project: string, dataset: string, table: string): string =>
  `${datasetPath(project, dataset)}/tables/${segment(table)}`;

export interface TableName {
  project: string;
  dataset: string;
  table: string;
}

export interface Column {
  name: string;
  type: string;
  mode?: string | undefined;
  description?: string | undefined;
  fields?: Column[] | undefined;
}

export const column: z.ZodType<Column> = z.looseObject({
  name: z.string(),
  type: z.string(),
  mode: z.string().optional(),
  description: z.string().optional(),
  get fields() {
    return z.array(column).optional();
  },
});
export const schema = z.looseObject({ fields: z.array(column).default([]) });

/** Names stand in backticks, where BigQuery knows these two letters as something else. */
export function quoted(...names: string[]): string {
  const odd = names.find((one) => /[`\\\r\n]/.test(one) || one === '');
  if (odd !== undefined)
    throw new AppCallError(`«${odd}» can't be the name of a table or column.`, { class: 'invalid', code: 'odd_name' });
  return names.map((one) => `\`${one}\``).join('.');
}

export function chosenTable({ project, dataset, table }: TableName): TableName {
  if (dataset !== '' && table !== '') return { project, dataset, table };
  throw new AppCallError('Choose a dataset and a table.', { class: 'invalid', code: 'no_table', field: 'table' });
}

export async function columnsOf(http: ConnectorHttp, { project, dataset, table }: TableName): Promise<Column[]> {
  const { body } = await http.get(
    tablePath(project, dataset, table),
    z.looseObject({ schema: schema.default({ fields: [] }) }),
    {},
  );
  return body.schema.fields;
}

/** The newer names of a type, in which queries speak: https://cloud.google.com/bigquery/docs/reference/rest/v2/tables#tablefieldschema */
const newNames: Record<string, string> = { INTEGER: 'INT64', FLOAT: 'FLOAT64', BOOLEAN: 'BOOL', RECORD: 'STRUCT' };
export const sqlType = ({ type }: Column): string => newNames[type] ?? type;

export function namedColumn(columns: Column[], name: string, field: string): Column {
  const found = columns.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new AppCallError(`The table has no column «${name}».`, { class: 'invalid', code: 'no_column', field });
}
