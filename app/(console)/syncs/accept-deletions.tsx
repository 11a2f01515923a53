'use client';

import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import type { Sync } from './sync-status.tsx';
import { useSyncAction } from './use-sync-action.ts';

/** A run stopped because it would have deleted a lot: somebody who knows says that it is right. */
export function AcceptDeletions({ sync, sentence }: { sync: Sync; sentence: string }) {
  const [open, setOpen] = useState(false);
  const { acceptDeletions, busy, refusal } = useSyncAction();
  return (
    <>
      <Button size="small" className="self-start" onClick={() => setOpen(true)}>
        They were really deleted
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Delete them here too?"
        consequences={
          <ul className="flex list-disc flex-col gap-1 pl-4">
            <li>{sentence.split('. ')[0]}.</li>
            <li>
              The sync reads all {sync.label} of {sync.customer.name} once more. Whatever is missing then is deleted
              here; {numberWords(sync.records)} are here now.
            </li>
            <li>Your product is told of every deletion by the change feed. It can’t be taken back here.</li>
          </ul>
        }
        action="Read again and delete what is missing"
        keep="Keep them"
        busy={busy}
        error={refusal}
        onConfirm={() => acceptDeletions(sync.id, () => setOpen(false))}
      />
    </>
  );
}
