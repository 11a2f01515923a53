import { AppCallError } from '../kit/index.ts';

/** A table as the customer chose it, with the columns that name a row. */
export interface TableChoice {
  schema: string;
  name: string;
  key: string[];
}

/** As one readable text: `public.places#id`, `sales.order_lines#order_id,line`. Other characters are written as in a URL. */
export function writeTableChoice({ schema, name, key }: TableChoice): string {
  return `${encode(schema)}.${encode(name)}#${writeColumns(key)}`;
}

export function readTableChoice(text: string): TableChoice {
  const [, schema, name, key] = /^([^.#,]+)\.([^.#,]+)#([^.#]+)$/.exec(text) ?? [];
  if (schema === undefined || name === undefined || key === undefined) {
    throw new AppCallError('The chosen table can not be read from the settings. Choose it again.', {
      class: 'invalid',
      code: 'table_choice',
      field: 'table',
    });
  }
  return {
    schema: decodeURIComponent(schema),
    name: decodeURIComponent(name),
    key: readColumns(key),
  };
}

/** As behind the `#` of a table choice: `order_id,line`. */
export const writeColumns = (names: string[]): string => names.map(encode).join(',');
export const readColumns = (text: string): string[] => text.split(',').map(decodeURIComponent);

export function tableName({ schema, name }: Pick<TableChoice, 'schema' | 'name'>): string {
  return `${quote(schema)}.${quote(name)}`;
}

function encode(identifier: string): string {
  return encodeURIComponent(identifier).replaceAll('.', '%2E');
}

/** Quoted, so that any name is a name and nothing else. */
export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
