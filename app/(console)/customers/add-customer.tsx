'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { useTRPC } from '../data/trpc.ts';
import { useCallForm } from '../data/use-call-form.ts';

interface AddCustomerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AddCustomer({ open, onOpenChange }: AddCustomerProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a customer"
      description="A company that uses your product. Its people connect their apps in your integrations tab."
    >
      <CustomerForm onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function CustomerForm({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { register, handleSubmit, errorOf, refusal, refuse } = useCallForm({ name: '', externalId: '' });
  const create = useMutation(
    trpc.customers.create.mutationOptions({
      onError: refuse,
      onSuccess: async (customer) => {
        await queries.invalidateQueries(trpc.customers.pathFilter());
        onClose();
        router.push(`/customers/${customer.id}`);
      },
    }),
  );
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={handleSubmit((values) => create.mutate(values))}>
      <Field label="Name" error={errorOf('name')}>
        {(ids) => <Input {...ids} {...register('name', { required: 'The company needs a name.' })} />}
      </Field>
      <Field label="Your id" help="The id that this company has in your own product." error={errorOf('externalId')}>
        {(ids) => (
          <Input
            {...ids}
            className="font-mono"
            {...register('externalId', { required: 'Portico needs your id of this company.' })}
          />
        )}
      </Field>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={create.isPending}>
          Add the customer
        </Button>
      </div>
    </form>
  );
}
