'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { ShownOnce } from '../data/shown-once.tsx';
import { useTRPC } from '../data/trpc.ts';
import { useCallForm } from '../data/use-call-form.ts';
import { useSigned } from '../shell/environment.tsx';

export function CreateApiKey({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { environment } = useSigned();
  const [secret, setSecret] = useState<string | null>(null);
  const close = (next: boolean) => {
    if (!next) setSecret(null);
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={secret ? 'The key is there' : 'Create an API key'}
      description={
        secret ? undefined : `It may read and change everything in ${environment.name}, and nothing elsewhere.`
      }
      keepOpen={secret !== null}
    >
      {secret ? (
        <ShownOnce secret={secret} what="secret key" onDone={() => close(false)} />
      ) : (
        <KeyForm onCreated={setSecret} onCancel={() => close(false)} />
      )}
    </Dialog>
  );
}

function KeyForm({ onCreated, onCancel }: { onCreated: (secret: string) => void; onCancel: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { register, handleSubmit, errorOf, refusal, refuse } = useCallForm({ name: '' });
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onError: refuse,
      onSuccess: async (key) => {
        await queries.invalidateQueries(trpc.apiKeys.pathFilter());
        onCreated(key.secret);
      },
    }),
  );
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((values) => create.mutate(values))}>
      <Field
        label="Name"
        help="Where it is used, so that somebody knows what breaks when it is revoked."
        error={errorOf('name')}
      >
        {(ids) => (
          <Input
            {...ids}
            placeholder="Backend, eu-west"
            {...register('name', { required: 'Say where the key is used.' })}
          />
        )}
      </Field>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" type="submit" busy={create.isPending}>
          Create the key
        </Button>
      </div>
    </form>
  );
}
