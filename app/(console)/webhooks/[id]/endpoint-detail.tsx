'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { ErrorState } from '#app/ui/error-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { useTell } from '#app/ui/toaster.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';
import { type Endpoint, EndpointStatus } from '../endpoint-status.tsx';
import { DeliveriesList } from './deliveries-list.tsx';

export function EndpointDetail({ id }: { id: string }) {
  const trpc = useTRPC();
  const endpoints = useQuery(trpc.webhooks.endpoints.list.queryOptions({ limit: 200 }));
  return (
    <Loaded query={endpoints} what="the endpoint" page>
      {({ items }) => {
        const endpoint = items.find((one) => one.id === id);
        if (!endpoint)
          return (
            <ErrorState
              page
              message="There is no such endpoint here."
              remedy="It may have been deleted, or belong to another environment."
            />
          );
        return <DeliveriesList endpointId={id} header={<EndpointHeader endpoint={endpoint} />} />;
      }}
    </Loaded>
  );
}

function EndpointHeader({ endpoint }: { endpoint: Endpoint }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const tell = useTell();
  const [deleting, setDeleting] = useState(false);
  const refresh = () => queries.invalidateQueries(trpc.webhooks.pathFilter());
  const enable = useMutation(trpc.webhooks.endpoints.enable.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(
    trpc.webhooks.endpoints.delete.mutationOptions({
      onSuccess: async () => {
        tell(`${endpoint.url} was deleted. It is told nothing more.`);
        router.push('/webhooks');
        await refresh();
      },
    }),
  );
  const disabled = endpoint.status === 'disabled';
  return (
    <>
      <PageHeader
        title={<span className="font-mono text-16">{endpoint.url}</span>}
        crumbs={[{ name: 'Webhooks', href: '/webhooks' }, { name: 'Endpoint' }]}
        actions={
          <>
            {disabled && (
              <Button busy={enable.isPending} onClick={() => enable.mutate({ id: endpoint.id })}>
                Switch on again
              </Button>
            )}
            <Button onClick={() => setDeleting(true)}>Delete</Button>
          </>
        }
      >
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <EndpointStatus endpoint={endpoint} />
          <span>{endpoint.events.length === 0 ? 'Told everything' : `Told about ${endpoint.events.join(', ')}`}</span>
          <CopyId id={endpoint.id} what="endpoint id" short />
        </span>
      </PageHeader>
      {(disabled || endpoint.failingSince || enable.error) && (
        <div className="flex flex-col gap-2 border-b border-line px-4 py-3 md:px-6">
          {disabled ? (
            <Callout
              tone="attention"
              title={endpoint.disabledReason ?? 'This endpoint is switched off.'}
              text="Messages are not sent meanwhile. Mend the address, switch it on again, and replay what failed."
            />
          ) : (
            endpoint.failingSince && (
              <Callout
                tone="attention"
                title={
                  <>
                    It has not taken a message since <RelativeTime at={endpoint.failingSince} />.
                  </>
                }
                text="Each message is tried again with growing pauses. If this goes on for days, the endpoint is switched off."
              />
            )
          )}
          {enable.error && (
            <Callout tone="failed" title={toldError(enable.error).message} text={toldError(enable.error).remedy} />
          )}
        </div>
      )}
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title="Delete this endpoint?"
        consequences={`Nothing is posted to ${endpoint.url} any more, and the list of its deliveries is deleted with it. This can't be undone; a new endpoint gets a new secret.`}
        action="Delete the endpoint"
        busy={remove.isPending}
        error={remove.error && toldError(remove.error)}
        onConfirm={() => remove.mutate({ id: endpoint.id })}
      />
    </>
  );
}
