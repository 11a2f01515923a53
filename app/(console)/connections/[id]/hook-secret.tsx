'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { useCallForm } from '../../data/use-call-form.ts';

interface HookSecretProps {
  connection: Outputs['connections']['get'];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Takes the secret that an app has chosen itself. */
export function HookSecret({ connection, open, onOpenChange }: HookSecretProps) {
  const app = connection.integration.name;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`The secret of ${app}`}
      description="It takes the place of the one that Portico checks hooks with now."
    >
      <SecretForm connection={connection} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function SecretForm({ connection, onDone }: { connection: HookSecretProps['connection']; onDone: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { register, handleSubmit, errorOf, refusal, refuse } = useCallForm({ secret: '' });
  const enter = useMutation(
    trpc.hooks.secret.mutationOptions({
      onError: refuse,
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.hooks.pathFilter());
        onDone();
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ secret }) => enter.mutate({ id: connection.id, secret }))}
    >
      <Field
        label="Secret"
        help="The app shows it where the address is entered; some call it a signing key, some a token."
        error={errorOf('secret')}
      >
        {(ids) => (
          <Input
            {...ids}
            type="password"
            autoComplete="off"
            className="font-mono"
            {...register('secret', { minLength: { value: 8, message: 'A secret has 8 letters at least.' } })}
          />
        )}
      </Field>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" busy={enter.isPending}>
          Keep the secret
        </Button>
      </div>
    </form>
  );
}
