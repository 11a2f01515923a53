'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FilterSearch } from '#app/ui/filter-search.tsx';
import { useTRPC } from '../data/trpc.ts';

interface CustomerFilterProps {
  value: string;
  onChange: (customerId: string) => void;
  /** The same with the name, for who keeps several. */
  onNamed?: (customerId: string, name: string) => void;
  /** The words of "no filter"; absent where one must be chosen. */
  all?: string;
}

/** Chooses a customer of however many there are: the server searches. */
export function CustomerFilter({ value, onChange, onNamed, all }: CustomerFilterProps) {
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const found = useQuery(
    trpc.customers.list.queryOptions(
      { limit: 20, ...(search ? { search } : {}) },
      { placeholderData: keepPreviousData },
    ),
  );
  const chosen = useQuery(trpc.customers.get.queryOptions({ id: value }, { enabled: value !== '' }));
  return (
    <FilterSearch
      name="Customer"
      value={value}
      chosen={chosen.data?.name}
      choices={(found.data?.items ?? []).map((customer) => ({
        value: customer.id,
        label: customer.name,
        detail: customer.externalId,
      }))}
      onChange={(id) => {
        onChange(id);
        onNamed?.(id, found.data?.items.find((one) => one.id === id)?.name ?? id);
      }}
      onSearch={setSearch}
      all={all}
    />
  );
}
