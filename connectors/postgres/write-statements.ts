import type { WriteResult } from '../kit/index.ts';
import { convertValue, isReadAsJson } from './convert-value.ts';
import { recordset } from './recordset.ts';
import { rowKey } from './row-key.ts';
import { quote, tableName } from './table-choice.ts';
import { columnOf, type Target } from './target.ts';

/** One row that is to be written. */
export interface Write {
  /** Its place among the items. */
  place: number;
  /** What it is found by; null for a new row. */
  key: unknown[] | null;
  /** Names of the columns that get `values`. */
  columns: string[];
  values: unknown[];
}

/**
 * Found rows are updated where they differ (what is the same wakes no trigger and no other reader), others are inserted. So a
 * row that is known may be written in part, which INSERT … ON CONFLICT alone refuses where a column must not be empty. The
 * conflict is for somebody who makes the same row at this very moment.
 */
export function upsertStatement(target: Target, columns: string[], matchBy: string[]): string {
  const { choice } = target;
  const table = tableName(choice);
  const set = columns.map((name, index) => ({ name: quote(name), value: `v${matchBy.length + index}` }));
  const all = [...matchBy.map((name, index) => ({ name: quote(name), value: `v${index}` })), ...set];
  const isSame = matchBy.map((name, index) => `t.${quote(name)} = v.v${index}`).join(' and ');
  // As text, because not every type can be compared.
  const differs =
    set.length === 0
      ? 'false'
      : `(${set.map(({ name, value }) => `t.${name}::text is distinct from v.${value}::text`).join(' or ')})`;
  const assign = (from: (one: { name: string; value: string }) => string) =>
    set.map((one) => `${one.name} = ${from(one)}`).join(', ');
  const changed =
    set.length === 0
      ? 'select null::integer as n where false'
      : `update ${table} t set ${assign(({ value }) => `v.${value}`)} from v
          where ${isSame} and v.n in (select n from found where differs) returning v.n`;
  const onConflict = set.length === 0 ? 'do nothing' : `do update set ${assign(({ name }) => `excluded.${name}`)}`;
  const matched = matchBy.map(quote);
  const madeIs = matchBy.map((_, index) => `made.m${index} = v.v${index}`).join(' and ');
  return `
    with v as (select * from ${recordset([...matchBy, ...columns].map((name) => columnOf(target, name)))}),
    found as (select v.n, ${keyList(target, 't.')}, ${differs} as differs from v join ${table} t on ${isSame}),
    changed as (${changed}),
    made as (
      insert into ${table} (${all.map(({ name }) => name).join(', ')}) overriding system value
      select ${all.map(({ value }) => value).join(', ')} from v where n not in (select n from found) order by n
      on conflict (${matched.join(', ')}) ${onConflict}
      returning ${matched.map((name, index) => `${name} as m${index}`).join(', ')}, ${keyList(target)})
    select v.n, ${choice.key.map((_, index) => `coalesce(found.k${index}, made.k${index}) as k${index}`).join(', ')},
           case when made.m0 is not null then 'created' when not found.differs then 'unchanged'
                when changed.n is not null then 'updated' end as outcome
      from v left join found on found.n = v.n left join changed on changed.n = v.n left join made on ${madeIs}`;
}

/** New rows whose key the database makes. They are inserted, and so returned, in the order of their places. */
export function insertStatement(target: Target, columns: string[]): string {
  const list = columns.map(quote).join(', ');
  return `
    with made as (
      insert into ${tableName(target.choice)} (${list})
      select ${columns.map((_, index) => `v${index}`).join(', ')}
        from ${recordset(columns.map((name) => columnOf(target, name)))} order by n
      returning ${keyList(target)})
    select row_number() over () - 1 as n, made.*, 'created' as outcome from made`;
}

/** The columns of the table's key as the database prints them: `k0`, `k1`, … */
function keyList(target: Target, table = ''): string {
  return target.choice.key
    .map((name, index) => {
      const printed = `${table}${quote(name)}`;
      return `${isReadAsJson(columnOf(target, name)) ? `to_json(${printed})` : printed} as k${index}`;
    })
    .join(', ');
}

const actions = ['created', 'updated', 'unchanged'] as const;

/** What became of each row, by its place in the statement. */
export function resultsIn(target: Target, rows: Record<string, string | null>[]): Map<number, WriteResult> {
  const results = rows.flatMap((row): [number, WriteResult][] => {
    const action = actions.find((one) => one === row.outcome);
    if (action === undefined) return [];
    const values = target.choice.key.map((name, index) => [
      name,
      convertValue(row[`k${index}`] ?? null, columnOf(target, name)),
    ]);
    return [[Number(row.n), { key: rowKey(Object.fromEntries(values), target.choice.key), action }]];
  });
  return new Map(results);
}
