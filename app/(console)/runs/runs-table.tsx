'use client';

import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { durationWords } from '#app/ui/time-words.ts';
import { RunStatus } from './run-status.tsx';
import { type Run, runMoved, triggerWords } from './run-words.ts';

const columns = {
  label: { head: 'Sync', cell: (run) => <span className="inline-block first-letter:uppercase">{run.label}</span> },
  customer: { head: 'Customer', cell: (run) => run.customer.name },
  status: { head: 'Status', cell: (run) => <RunStatus status={run.status} /> },
  reason: { head: 'What happened', grow: true, cell: (run) => run.error?.sentence ?? triggerWords[run.trigger] },
  moved: { head: 'Changed', align: 'right', cell: (run) => numberWords(runMoved(run)) },
  failed: {
    head: 'Failed',
    align: 'right',
    cell: (run) => <span className={run.failed > 0 ? 'font-medium text-failed' : ''}>{numberWords(run.failed)}</span>,
  },
  took: { head: 'Took', align: 'right', cell: (run) => (run.durationMs === null ? '' : durationWords(run.durationMs)) },
  started: { head: 'Started', align: 'right', cell: (run) => <RelativeTime at={run.startedAt ?? run.queuedAt} /> },
} satisfies Record<string, Column<Run>>;

interface RunsTableProps {
  runs: Run[];
  label: string;
  /** A column that would say the same in every row. */
  without?: keyof typeof columns;
  onPeek?: (run: Run) => void;
  peeked?: string | undefined;
  fill?: boolean;
  footer?: React.ReactNode;
}

export function RunsTable({ runs, without, ...rest }: RunsTableProps) {
  const shown = Object.entries(columns).flatMap(([name, column]) => (name === without ? [] : [column]));
  return (
    <DataTable<Run> columns={shown} rows={runs} keyOf={(run) => run.id} hrefOf={(run) => `/runs/${run.id}`} {...rest} />
  );
}
