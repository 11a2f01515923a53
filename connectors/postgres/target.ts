import type { ConnectorSql } from '../kit/index.ts';
import { AppCallError } from '../kit/index.ts';
import type { Column } from './describe-table.ts';
import type { TableChoice } from './table-choice.ts';

/** A table that is read or written. */
export interface Target {
  sql: ConnectorSql;
  choice: TableChoice;
  columns: Column[];
}

/** The column of this name; an error that a person understands where the table has none. */
export function columnOf({ columns, choice }: Pick<Target, 'columns' | 'choice'>, name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  throw new AppCallError(`The table ${choice.schema}.${choice.name} has no column ${name}.`, {
    class: 'invalid',
    code: 'unknown_column',
    field: name,
  });
}

/** The same, for a value that somebody wants to give it. */
export function writableColumn(target: Pick<Target, 'columns' | 'choice'>, name: string): Column {
  const found = columnOf(target, name);
  if (!found.isReadOnly) return found;
  throw new AppCallError(`The database itself fills in the column ${name}: leave it out.`, {
    class: 'invalid',
    code: 'read_only_column',
    field: name,
  });
}
