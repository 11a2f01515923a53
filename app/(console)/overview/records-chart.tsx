'use client';

import dynamic from 'next/dynamic';
import { numberWords } from '#app/ui/number-words.ts';
import type { Outputs } from '../data/trpc.ts';
import { hourWords } from './hour-words.ts';

export type Hour = Outputs['overview']['get']['recordsLast24h'][number];

// The chart's library is larger than the rest of the page: it comes after it, into room that is kept for it.
const RecordsBars = dynamic(() => import('./records-bars.tsx').then((module) => module.RecordsBars), {
  ssr: false,
  loading: () => <div className="h-52" />,
});

const kinds = ['added', 'updated', 'deleted'] as const;
const colours = { added: 'bg-data', updated: 'bg-waiting', deleted: 'bg-failed' };

const spans = { day: 'per hour, the last 24 hours', week: 'per 6 hours, the last 7 days' };

/** Records changed in each hour of a day, or each six of a week: bars for who sees them, a table for who doesn't. */
export function RecordsChart({ hours, span = 'day' }: { hours: Hour[]; span?: 'day' | 'week' }) {
  const total = (kind: (typeof kinds)[number]) => hours.reduce((sum, hour) => sum + hour[kind], 0);
  return (
    <div className="flex flex-col gap-2 p-4">
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {kinds.map((kind) => (
          <div key={kind} className="flex items-center gap-1.5">
            <span className={`size-2.5 rounded-[2px] ${colours[kind]}`} aria-hidden="true" />
            <dt className="text-faint first-letter:uppercase">{kind}</dt>
            <dd className="font-medium">{numberWords(total(kind))}</dd>
          </div>
        ))}
      </dl>
      <div aria-hidden="true" className="h-52">
        <RecordsBars hours={hours} words={(iso) => hourWords(iso, span)} />
      </div>
      <table className="sr-only">
        <caption>Records changed {spans[span]}</caption>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                {kind}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour.hour}>
              <th scope="row">{hourWords(hour.hour, span)}</th>
              {kinds.map((kind) => (
                <td key={kind}>{numberWords(hour[kind])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
