import type { Json } from '../kit/index.ts';
import { convertValue, isReadAsJson } from './convert-value.ts';
import type { Column } from './describe-table.ts';
import { quote } from './table-choice.ts';

/** The columns as they are asked for. Numbered names: a column may be called anything, also like another one in upper case. */
export function selectList(columns: Column[], table = ''): string {
  const list = columns.map((column, index) => {
    const name = `${table}${quote(column.name)}`;
    return `${isReadAsJson(column) ? `to_json(${name})` : name} as c${index}`;
  });
  return list.join(', ');
}

/** The row that was printed for such a list. */
export function readRow(texts: Record<string, string | null>, columns: Column[]): Record<string, Json> {
  return Object.fromEntries(
    columns.map((column, index) => [column.name, convertValue(texts[`c${index}`] ?? null, column)]),
  );
}
