'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { TextArea } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../data/loaded.tsx';
import { sentenceAtField, toldError } from '../data/told-error.ts';
import { type CallError, type Outputs, useTRPC } from '../data/trpc.ts';

type Addresses = Pick<Outputs['environments']['get'], 'allowedOrigins' | 'returnUrls'>;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The server names the line that it refuses: `allowedOrigins.2`. */
function refusalOf(error: CallError | null, field: keyof Addresses, lines: string[]): string | undefined {
  const told = error && toldError(error);
  if (!told?.field?.startsWith(field)) return;
  const line = lines[Number(told.field.slice(field.length + 1))];
  return line ? `${line}: ${sentenceAtField(told)}` : sentenceAtField(told);
}

export function AddressesSection() {
  const trpc = useTRPC();
  const environment = useQuery(trpc.environments.get.queryOptions(undefined, { refetchOnWindowFocus: false }));
  return (
    <Section title="Addresses of your product" note="Exact ones; nothing else may embed the tab or get people back.">
      <Loaded query={environment} what="the addresses" rows={4}>
        {(data) => <AddressesForm saved={data} />}
      </Loaded>
    </Section>
  );
}

function AddressesForm({ saved }: { saved: Addresses }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [origins, setOrigins] = useState(saved.allowedOrigins.join('\n'));
  const [returns, setReturns] = useState(saved.returnUrls.join('\n'));
  const save = useMutation(
    trpc.environments.save.mutationOptions({
      onSuccess: (environment) => {
        setOrigins(environment.allowedOrigins.join('\n'));
        setReturns(environment.returnUrls.join('\n'));
        return queries.invalidateQueries(trpc.environments.pathFilter());
      },
    }),
  );
  const originError = refusalOf(save.error, 'allowedOrigins', linesOf(origins));
  const returnError = refusalOf(save.error, 'returnUrls', linesOf(returns));
  const told = save.error && !originError && !returnError ? toldError(save.error) : null;
  const changed = origins !== saved.allowedOrigins.join('\n') || returns !== saved.returnUrls.join('\n');
  return (
    <form
      noValidate
      className="flex max-w-2xl flex-col gap-4 px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ allowedOrigins: linesOf(origins), returnUrls: linesOf(returns) });
      }}
    >
      <Field
        label="Allowed origins"
        help="One per line, such as https://app.acme.example. Pages of these may show the tab."
        error={originError}
      >
        {(ids) => (
          <TextArea
            {...ids}
            rows={3}
            className="font-mono text-12"
            value={origins}
            onChange={(event) => setOrigins(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Return addresses"
        optional
        help="One per line. People whose browser blocks the popup come back to one of these."
        error={returnError}
      >
        {(ids) => (
          <TextArea
            {...ids}
            rows={2}
            className="font-mono text-12"
            value={returns}
            onChange={(event) => setReturns(event.target.value)}
          />
        )}
      </Field>
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      {save.isSuccess && !changed && <Callout tone="active" title="Saved. It holds from the next request on." />}
      <Button look="primary" type="submit" busy={save.isPending} disabled={!changed} className="self-start">
        Save the addresses
      </Button>
    </form>
  );
}
