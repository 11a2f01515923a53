import { StatusShape } from '#app/ui/status-shape.tsx';
import type { CheckedMapping } from './mapping-document.ts';

type Change = CheckedMapping['changes'][number];

const words = { added: 'added', removed: 'taken out', changed: 'changed' };
const tones = { added: 'active', removed: 'failed', changed: 'waiting' } as const;

/** What differs between two versions, field by field, in sentences. */
export function MappingChanges({ changes }: { changes: Change[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {changes.map(({ field, change, before, after }) => (
        <li key={field} className="flex gap-2">
          <span className="flex h-5 items-center">
            <StatusShape tone={tones[change]} />
          </span>
          <span className="flex min-w-0 flex-col wrap-anywhere">
            <span>
              <code className="font-mono text-12 font-medium">{field}</code>{' '}
              <span className="text-12 text-faint">{words[change]}</span>
            </span>
            {before && before !== after && (
              <span className="text-12 text-muted line-through decoration-failed">{before}</span>
            )}
            {after && <span className="text-12">{before === after ? `${after} Its details differ.` : after}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
