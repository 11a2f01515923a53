import { Badge } from '#app/ui/badge.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import type { Outputs } from '../../data/trpc.ts';

type Report = Outputs['connectors']['import']['report'];

/** What of a description was understood, and each place that was not. */
export function ImportReport({ report }: { report: Report }) {
  const { operations, actions, share, objects, understood, notUnderstood } = report;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Callout
        tone={share >= 0.95 ? 'active' : 'attention'}
        title={`${actions} of ${countWords(operations, 'operation')} became actions, and ${countWords(objects, 'list')} can be synced.`}
        text={`Read as ${report.dialect}.`}
      />
      <div className="flex flex-col gap-1.5">
        <h3 className="font-medium">Understood</h3>
        <ScrollRegion label="Understood" className="max-h-40 rounded-control border border-line">
          <ul className="flex flex-col">
            {understood.map(({ kind, name, words }) => (
              <li
                key={`${kind} ${name}`}
                className="flex flex-col gap-0.5 border-b border-line px-3 py-1.5 last:border-0"
              >
                <span className="flex items-center gap-2">
                  <Badge>{kind}</Badge>
                  <span className="min-w-0 font-mono text-12 wrap-anywhere">{name}</span>
                </span>
                <span className="text-12 text-muted wrap-anywhere">{words}</span>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      </div>
      <div className="flex flex-col gap-1.5">
        <h3 className="font-medium">
          {notUnderstood.length === 0
            ? 'Nothing was left out'
            : `Not understood: ${countWords(notUnderstood.length, 'place')}`}
        </h3>
        {notUnderstood.length > 0 && (
          <ScrollRegion label="Not understood" className="max-h-60 rounded-control border border-line">
            <ul className="flex flex-col">
              {notUnderstood.map(({ kind, place, reason }) => (
                <li
                  key={`${place} ${reason}`}
                  className="flex flex-col gap-0.5 border-b border-line px-3 py-1.5 last:border-0"
                >
                  <span className="flex items-center gap-2">
                    <Badge>{kind}</Badge>
                    <span className="min-w-0 font-mono text-12 wrap-anywhere">{place}</span>
                  </span>
                  <span className="text-12 text-muted wrap-anywhere">{reason}</span>
                </li>
              ))}
            </ul>
          </ScrollRegion>
        )}
      </div>
    </div>
  );
}
