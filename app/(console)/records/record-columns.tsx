import type { Column } from '#app/ui/data-table.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { RecordAction } from './record-action.tsx';
import type { BrowsedRecord } from './use-records.ts';

const shown = 5;

/** A value in one line of a table. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Every field that one of these records has a value in: those that most have first, and what fits a cell before what doesn't. */
export function fieldsOf(records: BrowsedRecord[]): string[] {
  const counts = new Map<string, number>();
  for (const { id, data } of records) {
    for (const [name, value] of Object.entries(data ?? {})) {
      // The key has a column of its own.
      if (cellText(value) === '' || cellText(value) === id) continue;
      counts.set(name, (counts.get(name) ?? 0) + (typeof value === 'object' ? 0.01 : 1));
    }
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
}

/** The fields that stand in the table: those that were chosen, else those that most records have. */
export const shownFields = (chosen: string[], records: BrowsedRecord[]): string[] =>
  chosen.length > 0 ? chosen : fieldsOf(records).slice(0, shown);

export function recordColumns(fields: string[]): Column<BrowsedRecord>[] {
  return [
    { head: 'Key', cell: (record) => <span className="font-mono text-12">{record.id}</span> },
    ...fields.map((field) => ({
      head: field,
      cell: (record: BrowsedRecord) => (
        <span className="block max-w-56 truncate" title={cellText(record.data?.[field])}>
          {cellText(record.data?.[field])}
        </span>
      ),
    })),
    { head: 'Last change', cell: (record) => <RecordAction action={record.action} /> },
    { head: 'Changed', align: 'right', cell: (record) => <RelativeTime at={record.changedAt} /> },
  ];
}
