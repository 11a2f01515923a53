'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input, TextArea } from '#app/ui/input.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { useTRPC } from '../data/trpc.ts';
import { useCallForm } from '../data/use-call-form.ts';

export function AddEmbedKey({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add an embed key"
      description="The private key stays in your backend. Portico needs the public one, or the address where it is published."
    >
      <EmbedKeyForm onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function EmbedKeyForm({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [source, setSource] = useState('key');
  const { register, handleSubmit, errorOf, refusal, refuse } = useCallForm({ name: '', publicKey: '', jwksUrl: '' });
  const create = useMutation(
    trpc.embedKeys.create.mutationOptions({
      onError: refuse,
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.embedKeys.pathFilter());
        onClose();
      },
    }),
  );
  const submit = handleSubmit(({ name, publicKey, jwksUrl }) =>
    create.mutate(source === 'key' ? { name, publicKey } : { name, jwksUrl: jwksUrl.trim() }),
  );
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <Field label="Name" error={errorOf('name')}>
        {(ids) => (
          <Input {...ids} placeholder="Backend 2026" {...register('name', { required: 'Give the key a name.' })} />
        )}
      </Field>
      <Tabs
        label="Where the key comes from"
        value={source}
        onChange={setSource}
        tabs={[
          {
            value: 'key',
            name: 'Public key',
            content: (
              <Field
                label="Public key"
                help="PEM or JWK; RSA from 2048 bits, P-256, or Ed25519."
                error={errorOf('publicKey')}
              >
                {(ids) => (
                  <TextArea
                    {...ids}
                    rows={6}
                    className="font-mono text-12"
                    placeholder="-----BEGIN PUBLIC KEY-----"
                    {...register('publicKey', { required: source === 'key' && 'Paste the public key.' })}
                  />
                )}
              </Field>
            ),
          },
          {
            value: 'jwks',
            name: 'JWKS address',
            content: (
              <Field
                label="JWKS address"
                help="Portico reads the keys there and follows when they change."
                error={errorOf('jwksUrl')}
              >
                {(ids) => (
                  <Input
                    {...ids}
                    type="url"
                    className="font-mono"
                    placeholder="https://acme.example/.well-known/jwks.json"
                    {...register('jwksUrl', { required: source === 'jwks' && 'Say where the keys are published.' })}
                  />
                )}
              </Field>
            ),
          },
        ]}
      />
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={create.isPending}>
          Add the key
        </Button>
      </div>
    </form>
  );
}
