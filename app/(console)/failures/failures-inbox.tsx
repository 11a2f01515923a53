'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { NothingFound } from '#app/ui/nothing-found.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { CustomerFilter } from '../customers/customer-filter.tsx';
import { ExportCsv } from '../data/export-csv.tsx';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { IntegrationFilter } from '../integrations/integration-filter.tsx';
import { useFilters } from '../shell/use-filters.ts';
import { CauseList } from './cause-list.tsx';
import { FailedJobsLink } from './failed-jobs-link.tsx';
import { FailingSyncs } from './failing-syncs.tsx';
import { FailurePeek } from './failure-peek.tsx';
import { type Choice, classChoices, type Failure } from './failure-words.ts';
import { inboxSentence } from './inbox-sentence.ts';
import { NoFailures } from './no-failures.tsx';
import { RetryProgress } from './retry-progress.tsx';
import { useRetry } from './use-retry.ts';

const states = [
  { value: '', label: 'Open' },
  { value: 'ignored', label: 'Ignored' },
];

const head = ['Record', 'Customer', 'Integration app', 'Sync', 'Class', 'Code', 'Field', 'What happened', 'What to do'];
const cells = (failure: Failure) => [
  failure.recordId,
  failure.customer.name,
  failure.sync.connector,
  failure.sync.label,
  failure.class,
  failure.code,
  failure.field,
  failure.message,
  failure.remedy,
  failure.firstSeenAt,
  failure.lastSeenAt,
];

/** Records that could not be stored, by why: each cause is looked at, mended and tried again once. */
export function FailuresInbox() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { get, set } = useFilters();
  const retry = useRetry();
  const [peeked, setPeeked] = useState<Failure | null>(null);
  const state = get('state') === 'ignored' ? 'ignored' : 'open';
  const narrowed: Choice = {
    ...(get('customer') && { customerId: get('customer') }),
    ...(get('integration') && { integrationId: get('integration') }),
    ...(get('class') && { class: get('class') }),
    ...(get('sync') && { syncId: get('sync') }),
  };
  const filtered = Object.keys(narrowed).length > 0;
  const causes = useQuery(
    trpc.failures.causes.queryOptions(
      { ...narrowed, state },
      { placeholderData: keepPreviousData, refetchInterval: retry.progress?.waiting ? 2_000 : 15_000 },
    ),
  );
  const clear = () => set({ customer: '', integration: '', class: '', sync: '', open: '' });
  return (
    <ListPage
      header={
        <PageHeader
          title="Failures"
          actions={
            <>
              <FailedJobsLink />
              {causes.data && causes.data.items.length > 0 && (
                <ExportCsv<Failure>
                  name="failures"
                  head={[...head, 'First seen', 'Last seen']}
                  cells={cells}
                  load={(cursor) =>
                    queries.fetchQuery(
                      trpc.failures.list.queryOptions({ ...narrowed, state, limit: 200, ...(cursor && { cursor }) }),
                    )
                  }
                />
              )}
            </>
          }
        >
          {causes.data && inboxSentence(causes.data, state)}
        </PageHeader>
      }
      filters={
        <>
          <FilterMenu
            name="Show"
            value={state === 'open' ? '' : state}
            onChange={(value) => set({ state: value, open: '' })}
            choices={states}
          />
          <CustomerFilter value={get('customer')} onChange={(value) => set({ customer: value, sync: '' })} all="All" />
          <IntegrationFilter value={get('integration')} onChange={(value) => set({ integration: value, sync: '' })} />
          <FilterMenu
            name="Class"
            value={get('class')}
            onChange={(value) => set({ class: value })}
            choices={classChoices}
          />
          {get('sync') && (
            <Button size="small" look="quiet" onClick={() => set({ sync: '' })}>
              One sync only. Show all
            </Button>
          )}
          {filtered && (
            <Button size="small" look="quiet" onClick={clear}>
              Clear
            </Button>
          )}
        </>
      }
      peek={peeked && <FailurePeek failure={peeked} retry={retry} onClose={() => setPeeked(null)} />}
    >
      <div className="flex min-h-0 flex-1 flex-col md:overflow-y-auto">
        <div className="flex flex-col gap-3 px-4 not-empty:pt-4 md:px-6">
          {(retry.progress || retry.refusal || Object.values(retry.hindered).some(Boolean)) && (
            <div role="status">
              <RetryProgress retry={retry} />
            </div>
          )}
          {state === 'open' && <FailingSyncs />}
        </div>
        <Loaded query={causes} what="failures" rows={8}>
          {({ items }) => {
            if (items.length > 0)
              return (
                <CauseList
                  causes={items}
                  state={state}
                  narrowed={narrowed}
                  retry={retry}
                  peeked={peeked}
                  onPeek={setPeeked}
                />
              );
            return filtered ? <NothingFound what="failure" onClear={clear} /> : <NoFailures state={state} />;
          }}
        </Loaded>
      </div>
    </ListPage>
  );
}
