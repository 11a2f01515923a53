'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { JsonView } from '#app/ui/json-view.tsx';
import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { clockWords } from '#app/ui/time-words.ts';
import { useNow } from '#app/ui/use-now.ts';
import { Loaded } from '../../data/loaded.tsx';
import { toldError } from '../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { DeliveryAttempts } from './delivery-attempts.tsx';
import { DeliveryStatus } from './delivery-status.tsx';

type DeliveryWithAttempts = Outputs['webhooks']['deliveries']['get'];

interface DeliveryPeekProps {
  id: string;
  onClose: () => void;
  onReplayed: (id: string) => void;
}

export function DeliveryPeek({ id, onClose, onReplayed }: DeliveryPeekProps) {
  const trpc = useTRPC();
  const delivery = useQuery(
    trpc.webhooks.deliveries.get.queryOptions(
      { id },
      { refetchInterval: (query) => (query.state.data?.status === 'pending' ? 2_000 : false) },
    ),
  );
  return (
    <PeekPanel title={delivery.data?.type ?? 'Delivery'} label="Delivery" onClose={onClose}>
      <Loaded query={delivery} what="the delivery" rows={4}>
        {(data) => <DeliveryParts delivery={data} onReplayed={onReplayed} />}
      </Loaded>
    </PeekPanel>
  );
}

function DeliveryParts({ delivery, onReplayed }: { delivery: DeliveryWithAttempts; onReplayed: (id: string) => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow();
  const replay = useMutation(
    trpc.webhooks.deliveries.replay.mutationOptions({
      onSuccess: async (copy) => {
        onReplayed(copy.id);
        await queries.invalidateQueries(trpc.webhooks.deliveries.pathFilter());
      },
    }),
  );
  const told = replay.error && toldError(replay.error);
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <DeliveryStatus status={delivery.status} />
        <Button busy={replay.isPending} onClick={() => replay.mutate({ id: delivery.id })}>
          Replay
        </Button>
      </div>
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      {delivery.status === 'pending' && delivery.nextAttemptAt && delivery.attempts > 0 && (
        <p className="text-muted">We will try again at {clockWords(delivery.nextAttemptAt, now)}.</p>
      )}
      <Facts
        facts={[
          { name: 'Created', value: <RelativeTime at={delivery.createdAt} /> },
          ...(delivery.deliveredAt ? [{ name: 'Delivered', value: <RelativeTime at={delivery.deliveredAt} /> }] : []),
          { name: 'Message id', value: <CopyId id={delivery.messageId} what="message id" /> },
          { name: 'Delivery id', value: <CopyId id={delivery.id} what="delivery id" /> },
          ...(delivery.replayOf
            ? [{ name: 'Replay of', value: <CopyId id={delivery.replayOf} what="id of the first delivery" /> }]
            : []),
        ]}
      />
      <div>
        <h3 className="mb-1.5 text-12 font-medium text-faint">Attempts</h3>
        <DeliveryAttempts attempts={delivery.attemptList} />
      </div>
      <div>
        <h3 className="mb-1.5 text-12 font-medium text-faint">Message</h3>
        <JsonView value={delivery.payload} label="message" />
      </div>
    </>
  );
}
