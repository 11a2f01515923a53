'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { toldError } from '../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { useSigned } from '../../shell/environment.tsx';

interface DisconnectProps {
  connection: Outputs['connections']['get'];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function Disconnect({ connection, open, onOpenChange }: DisconnectProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { environment } = useSigned();
  const { customer, integration } = connection;
  const disconnect = useMutation(
    trpc.connections.delete.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries();
        onOpenChange(false);
      },
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Disconnect ${integration.name} of ${customer.name}?`}
      consequences={
        <ul className="flex list-disc flex-col gap-1 pl-4">
          <li>Its syncs in {environment.name} stop at once.</li>
          <li>
            Its records are deleted here. What your product has read stays there; it is told by connection.removed.
          </li>
          <li>{integration.name} is told to end the access, where it lets us; the stored credential is destroyed.</li>
          <li>{customer.name} can connect again; everything is then read anew.</li>
        </ul>
      }
      action={`Disconnect ${customer.name}`}
      busy={disconnect.isPending}
      error={disconnect.error && toldError(disconnect.error)}
      onConfirm={() => disconnect.mutate({ id: connection.id })}
    />
  );
}
