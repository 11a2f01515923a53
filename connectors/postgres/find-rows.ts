import type { Json } from '../kit/index.ts';
import type { Column } from './describe-table.ts';
import { readRow, selectList } from './read-row.ts';
import { recordset, valuesOf } from './recordset.ts';
import { readRowKey } from './row-key.ts';
import { quote, tableName } from './table-choice.ts';
import { columnOf, type Target } from './target.ts';

type Row = Record<string, Json>;

/** The row with this key, or null. */
export async function findRow(target: Target, key: string): Promise<Row | null> {
  const values = readRowKey(key, target.choice.key);
  if (values === null) return null;
  const where = Object.fromEntries(target.choice.key.map((name, index) => [name, values[index]]));
  const { rows } = await findRows(target, { where, limit: 1 });
  return rows[0] ?? null;
}

interface Wanted {
  /** Values by column: null finds the empty ones, a list any of its values. */
  where: Record<string, unknown>;
  limit: number;
}

/** Rows with these values, by their key; one more is asked for than is shown, to tell whether there are more. */
export async function findRows(target: Target, { where, limit }: Wanted): Promise<{ rows: Row[]; hasMore: boolean }> {
  const { sql, choice, columns } = target;
  const { from, condition, parameter } = conditionOf(target, where);
  const order = choice.key.map((name) => `t.${quote(name)}`).join(', ');
  const printed = await sql.query(
    `select ${selectList(columns, 't.')} from ${tableName(choice)} t${from}
      where ${condition} order by ${order} limit ${limit + 1}`,
    parameter,
  );
  return { rows: printed.slice(0, limit).map((texts) => readRow(texts, columns)), hasMore: printed.length > limit };
}

/** The rows of `t` with these values, which are in `v`. Where all are empty there is no `v`. */
export function conditionOf(target: Target, where: Record<string, unknown>) {
  const entries = Object.entries(where).map(([name, value]) => ({ column: columnOf(target, name), value }));
  const given = entries.filter(({ value }) => value !== null && value !== undefined);
  const terms = entries.map((entry) => {
    const name = `t.${quote(entry.column.name)}`;
    const place = given.indexOf(entry);
    if (place === -1) return `${name} is null`;
    return isAnyOf(entry) ? `${name} = any(v.v${place})` : `${name} = v.v${place}`;
  });
  return {
    from: given.length === 0 ? '' : `, ${recordset(given.map(typed))}`,
    condition: terms.length === 0 ? 'true' : terms.join(' and '),
    parameter:
      given.length === 0
        ? []
        : [
            JSON.stringify([
              valuesOf(
                0,
                given.map(({ value }) => value),
              ),
            ]),
          ],
  };
}

interface Entry {
  column: Column;
  value: unknown;
}

const isAnyOf = ({ column, value }: Entry): boolean => Array.isArray(value) && column.category !== 'A';

const typed = (entry: Entry): Column =>
  isAnyOf(entry) ? { ...entry.column, declared: `${entry.column.declared}[]` } : entry.column;
