'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { useCallForm } from '../data/use-call-form.ts';
import { AskedValue } from './asked-value.tsx';
import { OauthAppTest } from './oauth-app-test.tsx';
import { ScopeChoice, scopesOf, scopesToSave } from './scope-choice.tsx';

type OauthApp = Outputs['oauthApps']['get'];

const valuesOf = ({ asked, parameters }: OauthApp) =>
  Object.fromEntries(asked.map(({ name, default: usual }) => [name, parameters[name] ?? String(usual ?? '')]));

/** The client that the vendor registered at the app, and what else the connector asks the vendor for. */
export function OauthAppForm({ app, name }: { app: OauthApp; name: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const [missing, setMissing] = useState<string | null>(null);
  const [changed, setChanged] = useState(false);
  const { register, handleSubmit, errorOf, refusal, refuse, setValue, watch } = useCallForm({
    clientId: app.clientId ?? '',
    clientSecret: '',
    development: app.kind === 'development',
    scopes: scopesOf(app.knownScopes, app.scopes),
    values: valuesOf(app),
  });
  const { scopes, values } = watch();
  const save = useMutation(
    trpc.oauthApps.save.mutationOptions({
      onError: refuse,
      onSuccess: async (view) => {
        setValue('clientSecret', '');
        setValue('values', valuesOf(view));
        setSaved(true);
        setChanged(false);
        await Promise.all([
          queries.invalidateQueries(trpc.integrations.pathFilter()),
          queries.invalidateQueries(trpc.oauthApps.pathFilter()),
        ]);
      },
    }),
  );
  const submit = handleSubmit((form) => {
    setSaved(false);
    const empty = app.asked.find(
      ({ name, required }) => required && !form.values[name]?.trim() && !app.storedSecrets.includes(name),
    );
    setMissing(empty?.name ?? null);
    if (empty) return;
    // What was saved by another way and is asked nowhere here stays.
    const others = Object.entries(app.parameters).filter(([name]) => !(name in form.values));
    const given = Object.entries(form.values).filter(([, value]) => value !== undefined && value.trim() !== '');
    save.mutate({
      connector: app.connector,
      clientId: form.clientId,
      ...(form.clientSecret && { clientSecret: form.clientSecret }),
      scopes: scopesToSave(app.knownScopes, form.scopes),
      parameters: {
        ...Object.fromEntries(others),
        ...Object.fromEntries(given.map(([name, value]) => [name, value?.trim() ?? ''])),
      },
      kind: form.development ? 'development' : 'own',
    });
  });
  return (
    <div className="flex flex-col gap-4 pt-1">
      <form noValidate onSubmit={submit} onChange={() => setChanged(true)} className="flex flex-col gap-4">
        {app.hasClient && (
          <>
            <div className="flex flex-col gap-1">
              <p className="text-muted">
                Register an app at {name} with this redirect address, then paste here what it gives you.{' '}
                <a className="text-accent-ink underline" href={app.docs} target="_blank" rel="noreferrer">
                  {name} for developers
                </a>
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
                  {...register('clientSecret')}
                />
              )}
            </Field>
            {app.mayBeDevelopment && <DevelopmentChoice control={register('development')} kind={app.kind} />}
            {app.knownScopes.length > 0 && (
              <ScopeChoice
                known={app.knownScopes}
                scopes={scopes}
                onChange={(next) => {
                  setValue('scopes', next);
                  setChanged(true);
                }}
              />
            )}
          </>
        )}
        {app.asked.map((asked) => (
          <AskedValue
            key={asked.name}
            asked={asked}
            value={values[asked.name] ?? ''}
            stored={app.storedSecrets.includes(asked.name)}
            error={missing === asked.name ? `${name} can't be reached without it.` : undefined}
            onChange={(value) => setValue('values', { ...values, [asked.name]: value })}
          />
        ))}
        {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
        {saved && <Callout tone="active" title={`Saved. Customers can connect ${name} now.`} />}
        <Button look="primary" type="submit" busy={save.isPending} className="self-start">
          Save the OAuth app
        </Button>
      </form>
      {app.hasClient && app.clientId !== null && (
        <OauthAppTest connector={app.connector} name={name} untested={changed} />
      )}
    </div>
  );
}

function DevelopmentChoice({
  control,
  kind,
}: {
  control: ReturnType<ReturnType<typeof useCallForm<{ development: boolean }>>['register']>;
  kind: OauthApp['kind'];
}) {
  return (
    <label className="flex items-start gap-2">
      <input type="checkbox" className="mt-0.5 accent-accent" {...control} />
      <span className="flex min-w-0 flex-col">
        <span className="flex items-center gap-2">
          A shared development app
          {kind === 'development' && <Badge>Development app</Badge>}
        </span>
        <span className="text-12 text-faint">
          For trying out: others may hold its secret, too. It works in development environments only.
        </span>
      </span>
    </label>
  );
}
