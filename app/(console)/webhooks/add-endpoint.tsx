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
import { messageTypes, messageWords } from './message-words.ts';

interface AddEndpointProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AddEndpoint({ open, onOpenChange }: AddEndpointProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const close = (next: boolean) => {
    if (!next) setSecret(null);
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={secret ? 'The endpoint is there' : 'Add an endpoint'}
      description={secret ? undefined : 'Portico posts a signed message to this address.'}
      keepOpen={secret !== null}
    >
      {secret ? (
        <ShownOnce secret={secret} what="signing secret" onDone={() => close(false)}>
          <p className="text-muted">Your product checks each message with it: any Standard Webhooks library does.</p>
        </ShownOnce>
      ) : (
        <EndpointForm onCreated={setSecret} onCancel={() => close(false)} />
      )}
    </Dialog>
  );
}

function EndpointForm({ onCreated, onCancel }: { onCreated: (secret: string) => void; onCancel: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { register, handleSubmit, errorOf, refusal, refuse } = useCallForm({ url: '', events: messageTypes });
  const create = useMutation(
    trpc.webhooks.endpoints.create.mutationOptions({
      onError: refuse,
      onSuccess: async (endpoint) => {
        await queries.invalidateQueries(trpc.webhooks.endpoints.pathFilter());
        onCreated(endpoint.secret);
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ url, events }) =>
        create.mutate({ url: url.trim(), events: events.length === messageTypes.length ? [] : events }),
      )}
    >
      <Field label="Address" help="HTTPS, and reachable from where Portico runs." error={errorOf('url')}>
        {(ids) => (
          <Input
            {...ids}
            type="url"
            className="font-mono"
            placeholder="https://acme.example/portico-events"
            {...register('url', { required: 'Portico needs an address to post to.' })}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 font-medium">Tell it when</legend>
        {messageTypes.map((type) => (
          <label key={type} className="flex items-start gap-2">
            <input
              type="checkbox"
              value={type}
              className="mt-0.5 size-4 accent-accent"
              {...register('events', {
                validate: (events) => events.length > 0 || 'Choose at least one, or it is told nothing.',
              })}
            />
            <span>
              {messageWords[type]} <code className="font-mono text-12 text-faint">{type}</code>
            </span>
          </label>
        ))}
        {errorOf('events') && (
          <p role="alert" className="text-12 text-failed">
            {errorOf('events')}
          </p>
        )}
      </fieldset>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" type="submit" busy={create.isPending}>
          Add the endpoint
        </Button>
      </div>
    </form>
  );
}
