'use client';

import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { Loaded } from '../data/loaded.tsx';
import type { Sync } from '../syncs/sync-status.tsx';
import { RecordContent, RecordFacts, RecordFailure } from './record-parts.tsx';
import { useRecord } from './use-record.ts';

interface RecordPeekProps {
  id: string;
  sync: Sync;
  onClose: () => void;
}

/** The key may hold any character, so it stands in the query and not in the path. */
export const recordHref = (syncId: string, id: string): string =>
  `/records/record?${new URLSearchParams({ sync: syncId, key: id })}`;

/** One record as your product reads it, what changed in it, and where it came from. */
export function RecordPeek({ id, sync, onClose }: RecordPeekProps) {
  const { record, failure } = useRecord(sync.id, id);
  return (
    <PeekPanel title={id} label={`Record ${id}`} href={recordHref(sync.id, id)} onClose={onClose}>
      <Loaded query={record} what="the record" rows={6}>
        {(data) => (
          <>
            <RecordFailure sync={sync} failure={failure} />
            <RecordFacts record={data} sync={sync} />
            <RecordContent record={data} sync={sync} />
          </>
        )}
      </Loaded>
    </PeekPanel>
  );
}
