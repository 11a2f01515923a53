import { Minus, Pencil, Plus } from 'lucide-react';
import { Icon } from '#app/ui/ui-icon.tsx';
import type { BrowsedRecord } from './use-records.ts';

const looks = {
  added: { icon: Plus, word: 'Added', colour: 'text-good' },
  updated: { icon: Pencil, word: 'Updated', colour: 'text-waiting' },
  deleted: { icon: Minus, word: 'Deleted', colour: 'text-failed' },
};

/** The last thing that happened to a record. */
export function RecordAction({ action }: { action: BrowsedRecord['action'] }) {
  const { icon, word, colour } = looks[action];
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon of={icon} className={`size-3.5 ${colour}`} />
      {word}
    </span>
  );
}
