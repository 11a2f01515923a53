import { Badge } from '#app/ui/badge.tsx';
import type { Change } from '../integration-detail.ts';

/** What is different, in sentences; what customers are asked about first. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const order = { major: 0, minor: 1 };
  return (
    <ul>
      {changes
        .toSorted((one, other) => order[one.weight] - order[other.weight])
        .map(({ kind, of, weight, sentence }) => (
          <li
            key={`${kind} ${of} ${sentence}`}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-line px-4 py-2 last:border-0"
          >
            <span className="min-w-0 flex-1 wrap-anywhere">{sentence}</span>
            <Badge>{weight === 'major' ? 'customers are asked' : 'by itself'}</Badge>
          </li>
        ))}
    </ul>
  );
}

export const weightWords = {
  first: 'The first version',
  none: 'Nothing is different',
  minor: 'A small change: it reaches customers by itself',
  major: 'A large change: customers are asked first',
};
