'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input, TextArea } from '#app/ui/input.tsx';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { useCallForm } from '../data/use-call-form.ts';
import { linesOf, parametersOf, parametersText } from './parameter-lines.ts';

type OauthApp = Outputs['oauthApps']['get'];

/** The client that the vendor registered at the app. */
export function OauthAppForm({ app, name }: { app: OauthApp; name: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const { register, handleSubmit, errorOf, refusal, refuse, setValue } = useCallForm({
    clientId: app.clientId ?? '',
    clientSecret: '',
    scopes: app.scopes.join('\n'),
    parameters: parametersText(app.parameters),
  });
  const save = useMutation(
    trpc.oauthApps.save.mutationOptions({
      onError: refuse,
      onSuccess: async () => {
        setValue('clientSecret', '');
        setSaved(true);
        await Promise.all([
          queries.invalidateQueries(trpc.integrations.pathFilter()),
          queries.invalidateQueries(trpc.oauthApps.pathFilter()),
        ]);
      },
    }),
  );
  const submit = handleSubmit(({ clientId, clientSecret, scopes, parameters }) => {
    setSaved(false);
    save.mutate({
      connector: app.connector,
      clientId,
      ...(clientSecret && { clientSecret }),
      scopes: linesOf(scopes),
      parameters: parametersOf(parameters),
    });
  });
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4 pt-1">
      <div className="flex flex-col gap-1">
        <p className="text-muted">
          Register an app at {name} with this redirect address, then paste here what it gives you.
        </p>
        <CodeBlock code={app.redirectUri} what="redirect address" wrap />
      </div>
      <Field label="Client id" error={errorOf('clientId')}>
        {(ids) => (
          <Input
            {...ids}
            autoComplete="off"
            className="font-mono"
            {...register('clientId', { required: `${name} calls it client id, app id or consumer key.` })}
          />
        )}
      </Field>
      <Field
        label="Client secret"
        optional={app.hasSecret}
        help={
          app.hasSecret
            ? 'One is stored, encrypted. Leave this empty to keep it.'
            : 'Stored encrypted; nobody can read it here again.'
        }
        error={errorOf('clientSecret')}
      >
        {(ids) => (
          <Input
            {...ids}
            type="password"
            autoComplete="off"
            className="font-mono"
            {...register('clientSecret', {
              required: app.hasSecret ? false : 'The app gave you one together with the client id.',
            })}
          />
        )}
      </Field>
      <Field
        label="Scopes"
        optional
        help="One per line. Empty: those that the connector needs."
        error={errorOf('scopes')}
      >
        {(ids) => <TextArea {...ids} rows={2} className="font-mono text-12" {...register('scopes')} />}
      </Field>
      <Field
        label="Parameters"
        optional
        help="One per line as name=value, where the app's addresses differ from account to account."
        error={errorOf('parameters')}
      >
        {(ids) => (
          <TextArea
            {...ids}
            rows={2}
            className="font-mono text-12"
            {...register('parameters', {
              validate: (text) =>
                text.split('\n').every((line) => !line.trim() || line.includes('=')) ||
                'Each line needs a name, = and a value.',
            })}
          />
        )}
      </Field>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      {saved && <Callout tone="active" title={`Saved. Customers can connect ${name} now.`} />}
      <Button look="primary" type="submit" busy={save.isPending} className="self-start">
        Save the OAuth app
      </Button>
    </form>
  );
}
