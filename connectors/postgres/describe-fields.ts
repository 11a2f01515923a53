import type { ObjectField } from '../kit/index.ts';
import type { Column } from './describe-table.ts';

/** The columns of a table as fields. A comment on a column says more than its name. */
export function describeFields(columns: Column[]): ObjectField[] {
  return columns.map((column) => ({
    name: column.name,
    label: column.comment?.trim() ? `${column.name}: ${column.comment.trim()}` : column.name,
    type: typeOf(column),
    ...(!column.isNullable && !column.hasDefault && { required: true }),
    ...(column.isReadOnly && { readOnly: true }),
    ...(column.choices && { choices: column.choices.map((value) => ({ value, label: value })) }),
  }));
}

const byType: Record<string, ObjectField['type']> = {
  bool: 'boolean',
  date: 'date',
  timestamp: 'datetime',
  timestamptz: 'datetime',
  json: 'object',
  jsonb: 'object',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  oid: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'number',
};

function typeOf({ type, category, choices }: Column): ObjectField['type'] {
  if (category === 'A') return choices === null ? 'list' : 'choices';
  if (category === 'C') return 'object';
  return choices === null ? (byType[type] ?? 'text') : 'choice';
}
