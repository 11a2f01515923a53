'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { CustomerFilter } from '../../../customers/customer-filter.tsx';
import { Loaded } from '../../../data/loaded.tsx';
import { sentenceAtField, toldError } from '../../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../../data/trpc.ts';
import { ChoiceField } from '../../../integrations/connectors/form-field.tsx';
import { AccessFields, SettingFields, Tested } from '../access-fields.tsx';
import { type Abilities, isAtField, useAccessForm } from '../use-access-form.ts';

export function DestinationForm({ connector }: { connector: string }) {
  const trpc = useTRPC();
  const view = useQuery(trpc.connectors.get.queryOptions({ slug: connector }, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <Loaded query={view} what="the form" rows={6}>
      {(data) => data.abilities && <FormOf connector={data} abilities={data.abilities} />}
    </Loaded>
  );
}

interface FormOfProps {
  connector: Pick<Outputs['connectors']['get'], 'slug' | 'name'>;
  abilities: Abilities;
}

function FormOf({ connector: { slug, name: app }, abilities }: FormOfProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const form = useAccessForm(abilities, null);
  const [name, setName] = useState('');
  const [customer, setCustomer] = useState('');
  const [model, setModel] = useState('');
  const syncs = useQuery(trpc.syncs.list.queryOptions({ limit: 200 }));
  const models = [...new Set(syncs.data?.items.map((sync) => sync.model))].toSorted();
  const test = useMutation(trpc.destinations.test.mutationOptions());
  const create = useMutation(
    trpc.destinations.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries(trpc.destinations.list.pathFilter());
        router.push(`/records/destinations/${id}`);
      },
    }),
  );
  const error = create.error ?? test.error;
  const told = error && toldError(error);
  const help = abilities.destination?.help ?? form.current?.help;
  const atName = told?.field === 'name' ? sentenceAtField(told) : undefined;
  return (
    <form
      noValidate
      className="flex max-w-3xl flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        test.reset();
        create.mutate({
          ...{ name, connector: slug, ...form.access() },
          ...(customer && { customer }),
          ...(model && { model }),
        });
      }}
    >
      <Section title={`How to get into ${app}`} note="Kept encrypted; nobody sees it again">
        <div className="flex flex-col gap-4 p-4">
          {help && <p className="max-w-[72ch] text-muted">{help}</p>}
          <AccessFields abilities={abilities} form={form} told={told} />
        </div>
      </Section>
      <Section title="What it gets, and how">
        <div className="flex flex-col gap-4 p-4">
          <Field label="Name" help="How it is called here." error={atName}>
            {(ids) => (
              <Input
                {...ids}
                autoComplete="off"
                placeholder="Warehouse"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            )}
          </Field>
          <div className="flex flex-col items-start gap-1">
            <span className="font-medium">Whose records</span>
            <CustomerFilter value={customer} onChange={setCustomer} all="All customers" />
          </div>
          <ChoiceField
            label="Which model"
            value={model}
            choices={[{ value: '', label: 'All models' }, ...models.map((value) => ({ value, label: value }))]}
            onChoose={setModel}
          />
          <SettingFields form={form} told={told} />
        </div>
      </Section>
      <div className="flex flex-col gap-3" aria-live="polite">
        {told && !isAtField(told) && !atName && <Callout tone="failed" title={told.message} text={told.remedy} />}
        <Tested tested={test.data} />
        <div className="flex flex-wrap gap-2">
          <Button look="primary" type="submit" busy={create.isPending}>
            Start delivering
          </Button>
          <Button
            busy={test.isPending}
            onClick={() => {
              create.reset();
              test.mutate({ connector: slug, ...form.access() });
            }}
          >
            Try the access
          </Button>
        </div>
      </div>
    </form>
  );
}
