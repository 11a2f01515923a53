'use client';

import { Button } from '#app/ui/button.tsx';
import { useSyncAction } from '../../syncs/use-sync-action.ts';

/** Ends a run after the page at hand; the next one goes on from there. */
export function StopRun({ id }: { id: string }) {
  const { cancel, busy, refusal } = useSyncAction();
  return (
    <>
      {refusal && <p className="text-12 text-failed">{refusal.message}</p>}
      <Button busy={busy} onClick={() => cancel(id)}>
        Stop this run
      </Button>
    </>
  );
}
