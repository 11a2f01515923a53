'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { useTell } from '#app/ui/toaster.tsx';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';
import type { Destination } from './destination-state.tsx';

interface RemoveDestinationProps {
  destination: Destination;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RemoveDestination({ destination, open, onOpenChange }: RemoveDestinationProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const tell = useTell();
  const { id, name } = destination;
  const remove = useMutation(
    trpc.destinations.delete.mutationOptions({
      onSuccess: async () => {
        tell(`${name} was removed. It gets nothing more.`);
        router.push('/records/destinations');
        await queries.invalidateQueries(trpc.destinations.list.pathFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Remove ${name}?`}
      consequences={
        <ul className="flex list-disc flex-col gap-1 pl-4">
          <li>No change is carried there any more, and its access is destroyed here.</li>
          <li>What it got stays there; it is yours.</li>
          <li>A new destination at the same place gets everything once more from the beginning.</li>
        </ul>
      }
      action="Remove the destination"
      busy={remove.isPending}
      error={remove.error && toldError(remove.error)}
      onConfirm={() => remove.mutate({ id })}
    />
  );
}
