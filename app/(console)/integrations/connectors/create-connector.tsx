'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useCallForm } from '../../data/use-call-form.ts';

interface CreateConnectorProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CreateConnector({ open, onOpenChange }: CreateConnectorProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { register, handleSubmit, errorOf, refusal, refuse, reset } = useCallForm({ name: '' });
  const create = useMutation(
    trpc.connectors.create.mutationOptions({
      onError: refuse,
      onSuccess: async ({ slug }) => {
        await queries.invalidateQueries(trpc.connectors.list.pathFilter());
        router.push(`/integrations/connectors/${slug}`);
      },
    }),
  );
  const close = (next: boolean) => {
    if (!next) reset();
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Make a connector"
      description="For an app that is not in the list. It begins as a draft that lets in with an API key."
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((values) => create.mutate(values))}>
        <Field label="What the app is called" error={errorOf('name')}>
          {(ids) => (
            <Input {...ids} placeholder="Acme CRM" {...register('name', { required: 'Give it the app’s name.' })} />
          )}
        </Field>
        {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button look="primary" type="submit" busy={create.isPending}>
            Make the connector
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
