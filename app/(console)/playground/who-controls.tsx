'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { toldError } from '../data/told-error.ts';
import { useTRPC } from '../data/trpc.ts';
import { type ChoiceName, type Choices, localeOptions, roleOptions } from './choices.ts';
import { LabelledSelect } from './labelled-select.tsx';

interface WhoControlsProps {
  choices: Choices;
  /** The name of the customer that is chosen, who may be none of those listed. */
  chosen: string | undefined;
  /** In production nobody acts as a customer. */
  onlyLooks: boolean;
  set: (name: ChoiceName, value: string) => void;
}

const listed = 100;

/** As whom the tab is seen. */
export function WhoControls({ choices, chosen, onlyLooks, set }: WhoControlsProps) {
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const customers = useQuery(
    trpc.customers.list.queryOptions(search ? { limit: listed, search } : { limit: listed }, {
      placeholderData: keepPreviousData,
    }),
  );
  const rows = customers.data?.items ?? [];
  const isListed = choices.customer === '' || rows.some(({ id }) => id === choices.customer);
  const told = customers.error && toldError(customers.error);
  return (
    <>
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      {(search !== '' || customers.data?.nextCursor) && (
        <SearchField label="Search customers" value={search} onChange={setSearch} />
      )}
      <LabelledSelect
        label="Customer"
        value={choices.customer}
        options={[
          { value: '', label: 'A sample customer' },
          ...(isListed ? [] : [{ value: choices.customer, label: chosen ?? 'The one chosen before' }]),
          ...rows.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        help={
          choices.customer === ''
            ? 'It is called Playground, and is made when you first need it.'
            : 'What you connect here is connected for this customer, in your name.'
        }
        onChange={(value) => set('customer', value)}
      />
      <LabelledSelect
        label="Role of the person"
        value={onlyLooks ? 'viewer' : choices.role}
        options={roleOptions}
        disabled={onlyLooks}
        help={onlyLooks ? 'In production the playground only looks: its customers are real ones.' : undefined}
        onChange={(value) => set('role', value)}
      />
      <Field label="Plan" optional help="Shows what another plan would see. The customer keeps its own.">
        {(ids) => (
          <Input
            {...ids}
            value={choices.plan}
            maxLength={100}
            placeholder="The customer’s own"
            onChange={(event) => set('plan', event.currentTarget.value)}
          />
        )}
      </Field>
      <LabelledSelect
        label="Language"
        value={choices.locale}
        options={localeOptions}
        onChange={(value) => set('locale', value)}
      />
    </>
  );
}
