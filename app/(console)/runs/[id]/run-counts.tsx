import { numberWords } from '#app/ui/number-words.ts';
import type { Run } from '../run-words.ts';

/** What the run did to the records, as figures, and how far it is while it runs. */
export function RunCounts({ run }: { run: Run }) {
  const figures = [
    { name: 'Read', value: run.seen },
    { name: 'Added', value: run.added },
    { name: 'Updated', value: run.updated },
    { name: 'Unchanged', value: run.unchanged },
    { name: 'Deleted', value: run.deleted },
    { name: 'Failed', value: run.failed, bad: run.failed > 0 },
    { name: 'Requests', value: run.calls },
  ];
  return (
    <div className="flex flex-col gap-4">
      {run.status === 'running' && run.total !== null && run.total > 0 && (
        <progress
          aria-label={`${numberWords(run.seen)} of ${numberWords(run.total)} read`}
          max={run.total}
          value={Math.min(run.seen, run.total)}
          className="h-1.5 w-full appearance-none overflow-hidden rounded-dot bg-selected [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
        />
      )}
      <dl className="grid grid-cols-2 gap-x-8 gap-y-3 sm:grid-cols-4 lg:flex">
        {figures.map((figure) => (
          <div key={figure.name} className="flex min-w-20 flex-col-reverse">
            <dt className="text-12 text-faint">{figure.name}</dt>
            <dd className={`text-16 font-medium ${figure.bad ? 'text-failed' : ''}`}>{numberWords(figure.value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
