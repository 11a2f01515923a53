'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { NothingFound } from '#app/ui/nothing-found.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { AppIcon } from '../../data/app-icon.tsx';
import { listOf, paging } from '../../data/list-of.ts';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { IntegrationForm } from '../connectors/make-integration.tsx';

/** Which app, then what it is called and what is copied: the rest is composed. */
export function NewIntegration() {
  const { get, set } = useFilters();
  const chosen = get('connector');
  return (
    <DetailPage
      header={
        <PageHeader
          title="New integration"
          crumbs={[{ name: 'Integrations', href: '/integrations' }, { name: 'New integration' }]}
          actions={
            <Button asChild>
              <Link href="/integrations/connectors">All connectors</Link>
            </Button>
          }
        >
          {chosen
            ? 'What customers will find. All of it can be changed afterwards.'
            : 'Which app is it? Each connector knows how customers sign in, and what can be copied.'}
        </PageHeader>
      }
    >
      {chosen ? <Named slug={chosen} onBack={() => set({ connector: '' })} /> : <Choose />}
    </DetailPage>
  );
}

function Choose() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const search = get('search');
  const query = useInfiniteQuery(
    trpc.connectors.list.infiniteQueryOptions(
      { limit: 60, ...(search && { search }) },
      { ...paging, placeholderData: keepPreviousData },
    ),
  );
  const { rows, foot } = listOf(query);
  return (
    <div className="flex flex-col gap-4">
      <SearchField label="Search apps" value={search} onChange={(next) => set({ search: next })} />
      <Loaded query={query} what="connectors">
        {() =>
          rows.length === 0 ? (
            <NothingFound what="app" onClear={() => set({ search: '' })} />
          ) : (
            <>
              <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-3">
                {rows.map(({ slug, name, description, kind }) => (
                  <li key={slug}>
                    <button
                      type="button"
                      onClick={() => set({ connector: slug })}
                      className="flex size-full items-start gap-3 rounded-panel border border-line p-3 text-left hover:bg-hover"
                    >
                      <AppIcon connector={slug} size={24} />
                      <span className="min-w-0">
                        <span className="flex flex-wrap items-center gap-2 font-medium">
                          {name}
                          {kind === 'own' && <Badge>made here</Badge>}
                        </span>
                        <span className="line-clamp-2 text-12 text-muted">{description}</span>
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
              <LoadMore {...foot} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Named({ slug, onBack }: { slug: string; onBack: () => void }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.connectors.get.queryOptions({ slug }, { staleTime: 60_000 }));
  return (
    <Loaded query={query} what="the connector" rows={4}>
      {(view) => (
        <div className="flex max-w-lg flex-col gap-4">
          <p className="flex items-center gap-2.5 font-medium">
            <AppIcon connector={slug} size={24} />
            {view.name}
          </p>
          <IntegrationForm view={view} cancel="Another app" onCancel={onBack} />
        </div>
      )}
    </Loaded>
  );
}
