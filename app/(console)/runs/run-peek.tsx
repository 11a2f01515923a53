'use client';

import { useQuery } from '@tanstack/react-query';
import { CopyId } from '#app/ui/copy-id.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { RunErrorBlock } from './run-error-block.tsx';
import { RunStatus } from './run-status.tsx';
import { runWords, triggerWords } from './run-words.ts';

export function RunPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC();
  const run = useQuery(trpc.runs.get.queryOptions({ id }, { refetchInterval: 5_000 }));
  return (
    <PeekPanel title="Run" label="Run" href={`/runs/${id}`} onClose={onClose}>
      <Loaded query={run} what="the run" rows={4}>
        {(data) => (
          <>
            <p className="text-14 font-medium text-balance">{runWords(data)}.</p>
            {data.error && <RunErrorBlock error={data.error} status={data.status} />}
            <Facts
              facts={[
                { name: 'Status', value: <RunStatus status={data.status} /> },
                { name: 'Why', value: triggerWords[data.trigger] },
                { name: 'Started', value: data.startedAt ? <RelativeTime at={data.startedAt} /> : 'Not yet' },
                { name: 'Added', value: numberWords(data.added) },
                { name: 'Updated', value: numberWords(data.updated) },
                { name: 'Unchanged', value: numberWords(data.unchanged) },
                { name: 'Deleted', value: numberWords(data.deleted) },
                { name: 'Failed', value: numberWords(data.failed) },
                { name: 'Requests', value: numberWords(data.calls) },
                { name: 'Id', value: <CopyId id={data.id} what="run id" /> },
              ]}
            />
          </>
        )}
      </Loaded>
    </PeekPanel>
  );
}
