'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { FilterSearch } from '#app/ui/filter-search.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { NothingFound } from '#app/ui/nothing-found.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { Status } from '#app/ui/status.tsx';
import { AppIcon } from '../../data/app-icon.tsx';
import { listOf, paging } from '../../data/list-of.ts';
import { Loaded } from '../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { CreateConnector } from './create-connector.tsx';
import { ImportDialog } from './import-dialog.tsx';

type Listed = Outputs['connectors']['list']['items'][number];

const kinds: { value: '' | Listed['kind']; label: string }[] = [
  { value: '', label: 'Any' },
  { value: 'folder', label: 'With objects and actions' },
  { value: 'catalogue', label: 'Connect and call' },
  { value: 'own', label: 'Made here' },
];
const kindWords = { folder: 'Objects and actions', catalogue: 'Connect and call', own: 'Made here' };

const columns: Column<Listed>[] = [
  {
    head: 'Connector',
    cell: ({ slug, name }) => (
      <span className="flex items-center gap-2.5">
        <AppIcon connector={slug} />
        {name}
      </span>
    ),
  },
  { head: 'What it is', grow: true, cell: ({ description }) => description },
  { head: 'Category', cell: ({ category }) => <Badge>{category}</Badge> },
  {
    head: 'Kind',
    cell: ({ kind, published }) =>
      kind === 'own' && published === null ? <Status tone="paused" word="Draft" /> : kindWords[kind],
  },
];

const call = `curl $PORTICO/api/v1/connectors/import \\
  -H "Authorization: Bearer sk_…" \\
  -H "Content-Type: application/json" \\
  -d '{ "url": "https://acme.example/openapi.json" }'`;

/** Everything that an integration can be made of. */
export function ConnectorsList() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const [creating, setCreating] = useState(false);
  const [importing, setImporting] = useState(false);
  const [search, category] = [get('search'), get('category')];
  const kind = kinds.find(({ value }) => value === get('kind'))?.value ?? '';
  const query = useInfiniteQuery(
    trpc.connectors.list.infiniteQueryOptions(
      { limit: 100, ...(search && { search }), ...(category && { category }), ...(kind && { kind }) },
      { ...paging, placeholderData: keepPreviousData },
    ),
  );
  const { rows, foot } = listOf(query);
  const first = query.data?.pages[0];
  const isFiltered = search !== '' || category !== '' || kind !== '';
  const make = (
    <>
      <Button onClick={() => setImporting(true)}>Import an API description</Button>
      <Button look="primary" onClick={() => setCreating(true)}>
        Make a connector
      </Button>
    </>
  );
  return (
    <ListPage
      header={
        <PageHeader
          title="Connectors"
          crumbs={[{ name: 'Integrations', href: '/integrations' }, { name: 'Connectors' }]}
          actions={make}
        >
          What an integration can be made of.
          {first && ` ${countWords(first.total, 'connector')}${isFiltered ? ' with these filters' : ''}.`}
        </PageHeader>
      }
      filters={
        <>
          <SearchField label="Search connectors" value={search} onChange={(next) => set({ search: next })} />
          <FilterSearch
            name="Category"
            value={category}
            chosen={category}
            all="Any"
            choices={(first?.categories ?? []).map(({ name, count }) => ({
              value: name,
              label: name,
              detail: String(count),
            }))}
            onChange={(next) => set({ category: next })}
          />
          <FilterMenu name="Kind" value={kind} choices={kinds} onChange={(next) => set({ kind: next })} />
        </>
      }
    >
      <Loaded query={{ ...query, data: first }} what="connectors">
        {() => {
          if (rows.length > 0)
            return (
              <DataTable
                label="Connectors"
                fill
                columns={columns}
                rows={rows}
                keyOf={({ slug }) => slug}
                hrefOf={({ slug }) => `/integrations/connectors/${slug}`}
                footer={<LoadMore {...foot} />}
              />
            );
          if (kind === 'own' && search === '' && category === '')
            return (
              <EmptyState
                title="None was made here yet"
                action={<div className="flex flex-wrap gap-2">{make}</div>}
                call={<CodeBlock code={call} what="API call" />}
              >
                An app that Portico does not know can be described here: how it lets in, what is copied from it, what
                can be done in it. An OpenAPI description saves most of the writing.
              </EmptyState>
            );
          return <NothingFound what="connectors" onClear={() => set({ search: '', category: '', kind: '' })} />;
        }}
      </Loaded>
      <CreateConnector open={creating} onOpenChange={setCreating} />
      <ImportDialog open={importing} onOpenChange={setImporting} />
    </ListPage>
  );
}
