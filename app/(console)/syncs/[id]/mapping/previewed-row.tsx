import { JsonView } from '#app/ui/json-view.tsx';
import { Status } from '#app/ui/status.tsx';
import type { Outputs } from '../../../data/trpc.ts';
import { RecordFields } from '../../../records/record-fields.tsx';

type Row = Outputs['mappings']['preview']['rows'][number];

const outcomes = {
  mapped: { tone: 'active', word: 'Mapped' },
  excluded: { tone: 'ended', word: 'Left out by the filter' },
  failed: { tone: 'failed', word: 'Fails' },
} as const;

/** One row of the app: what comes of it now and with this mapping, or why nothing does. */
export function PreviewedRow({ row }: { row: Row }) {
  const { key, outcome, record, before, troubles } = row;
  const changed = before !== null && JSON.stringify(before.record) !== JSON.stringify(record);
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-panel border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2">
        <h3 className="font-mono text-12 font-medium wrap-anywhere">{key ?? 'No key'}</h3>
        <Status {...outcomes[outcome]} />
        {before && !changed && <span className="text-12 text-faint">the same as now</span>}
        {before && before.outcome !== outcome && (
          <span className="text-12 text-muted">now: {outcomes[before.outcome].word.toLowerCase()}</span>
        )}
      </div>
      {troubles.length > 0 && (
        <ul className="flex flex-col gap-1 border-b border-line px-3 py-2">
          {troubles.map(({ target, source, message, remedy }) => (
            <li key={`${target} ${source} ${message}`} className="wrap-anywhere">
              <code className="font-mono text-12">{target || source}</code>: {message} {remedy}
            </li>
          ))}
        </ul>
      )}
      {record && (
        <RecordFields
          record={{ data: record, before: before?.record ? { data: before.record } : null }}
          words={{ before: 'As it is used', now: 'With this mapping' }}
        />
      )}
      <details className="px-3 py-2">
        <summary className="cursor-pointer text-12 text-muted">The row as the app sent it</summary>
        <div className="pt-2">
          <JsonView value={row.row} label={`row ${key ?? 'without a key'}`} />
        </div>
      </details>
    </li>
  );
}
