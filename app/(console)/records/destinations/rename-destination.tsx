'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useCallForm } from '../../data/use-call-form.ts';
import type { Destination } from './destination-state.tsx';

interface RenameDestinationProps {
  destination: Destination;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RenameDestination({ destination, open, onOpenChange }: RenameDestinationProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={`Rename ${destination.name}`}>
      <RenameForm destination={destination} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function RenameForm({ destination, onDone }: { destination: Destination; onDone: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { register, handleSubmit, errorOf, refusal, refuse } = useCallForm({ name: destination.name });
  const rename = useMutation(
    trpc.destinations.rename.mutationOptions({
      onError: refuse,
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.destinations.pathFilter());
        onDone();
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ name }) => rename.mutate({ id: destination.id, name }))}
    >
      <Field label="Name" error={errorOf('name')}>
        {(ids) => <Input {...ids} autoComplete="off" {...register('name', { required: 'Give it a name.' })} />}
      </Field>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" busy={rename.isPending}>
          Rename
        </Button>
      </div>
    </form>
  );
}
