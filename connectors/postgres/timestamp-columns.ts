import type { ConnectorContext, Option } from '../kit/index.ts';
import { changeColumn, describeTable, timeColumns } from './describe-table.ts';
import { foundColumn } from './settings.ts';
import { readTableChoice } from './table-choice.ts';

const automatic = { value: foundColumn, label: 'Found by itself' };

/** The time columns of the chosen table, after the choice of leaving it to us. */
export async function timestampColumns(
  { sql }: ConnectorContext<unknown>,
  { search, parent = {} }: { search: string; parent?: Record<string, string> },
): Promise<{ options: Option[]; next: null }> {
  if (!parent.table) return { options: [automatic], next: null };
  const columns = await describeTable(sql, readTableChoice(parent.table));
  const wanted = search.trim().toLowerCase();
  const options = timeColumns(columns)
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ name, type }) => ({
      value: name,
      label: name,
      detail: type === 'timestamptz' ? 'with time zone' : 'without time zone',
    }));
  const isShown = automatic.label.toLowerCase().includes(wanted);
  const found = { ...automatic, detail: changeColumn(columns, foundColumn).name };
  return { options: isShown ? [found, ...options] : options, next: null };
}
