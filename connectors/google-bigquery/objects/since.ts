import { AppCallError } from '../../kit/index.ts';
import type { Parameter, Query } from '../run-query.ts';
import { type Column, quoted, sqlType, type TableName } from '../table.ts';

const dayMs = 86_400_000;

/**
 * All columns of what is not older than a time. The column stands alone on its side, so that a partition by it is made use of.
 * A DATE or DATETIME knows no zone: a day more is read, so that none of the world's is too late.
 */
export function selectSince(table: TableName, one: Column, since: string): Pick<Query, 'query' | 'parameters'> {
  const type = sqlType(one);
  if (type !== 'TIMESTAMP' && type !== 'DATETIME' && type !== 'DATE')
    throw new AppCallError(`«${one.name}» holds no time: a TIMESTAMP, DATETIME or DATE is needed.`, {
      class: 'invalid',
      code: 'no_time',
      field: 'changed',
    });
  const from = type === 'TIMESTAMP' ? since : new Date(Date.parse(since) - dayMs).toISOString();
  const value = type === 'TIMESTAMP' ? from : type === 'DATE' ? from.slice(0, 10) : from.replace('Z', '');
  const parameters: Parameter[] = [{ name: 'since', type, value }];
  const name = quoted(one.name);
  const source = quoted(table.project, table.dataset, table.table);
  return { query: `SELECT * FROM ${source} WHERE ${name} >= @since ORDER BY ${name}`, parameters };
}
