import { classNames } from '#app/ui/class-names.ts';
import { lineDiff } from './line-diff.ts';

/** What has changed from one text to another, line by line. */
export function DiffLines({ before, after }: { before: string; after: string }) {
  const lines = lineDiff(before, after);
  if (lines.length === 0) return <p className="px-4 py-2 text-12 text-muted">Both say the same.</p>;
  return (
    <pre className="py-2 font-mono text-12">
      {lines.map(({ kind, text }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          key={index}
          className={classNames('px-4', kind === 'added' && 'bg-good-tint', kind === 'removed' && 'bg-failed-tint')}
        >
          {{ same: ' ', added: '+', removed: '-' }[kind]} {text}
        </div>
      ))}
    </pre>
  );
}
