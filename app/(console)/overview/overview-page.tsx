'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../data/loaded.tsx';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { RunsTable } from '../runs/runs-table.tsx';
import { AttentionList } from './attention-list.tsx';
import { FirstSteps } from './first-steps.tsx';
import { RecordsChart } from './records-chart.tsx';
import { RunsFigure } from './runs-figure.tsx';

type Overview = Outputs['overview']['get'];

/** The state of everything, as one sentence. */
function stateSentence({ customers, attention }: Overview): string {
  if (customers === 0) return 'Portico is ready for your first customer';
  const waiting = new Set(attention.map((item) => item.customer.id)).size;
  const of = `of ${countWords(customers, 'customer')}`;
  if (waiting > 0) return `${waiting} ${of} ${waiting === 1 ? 'needs' : 'need'} attention`;
  return customers === 1
    ? 'Your customer needs nothing'
    : `None of ${countWords(customers, 'customer')} needs attention`;
}

export function OverviewPage() {
  const trpc = useTRPC();
  const overview = useQuery(trpc.overview.get.queryOptions(undefined, { refetchInterval: 10_000 }));
  return (
    <Loaded query={overview} what="the overview" page rows={10}>
      {(data) => <OverviewOf overview={data} />}
    </Loaded>
  );
}

function OverviewOf({ overview }: { overview: Overview }) {
  const header = (
    <PageHeader title={stateSentence(overview)}>
      {overview.customers === 0
        ? 'Three steps lead to the first record.'
        : overview.syncing > 0
          ? `${countWords(overview.syncing, 'sync is', 'syncs are')} running.`
          : 'No sync is running at the moment.'}
    </PageHeader>
  );
  if (overview.customers === 0) {
    return (
      <DetailPage header={header}>
        <FirstSteps />
      </DetailPage>
    );
  }
  return (
    <DetailPage header={header}>
      {overview.attention.length > 0 && <AttentionList items={overview.attention} />}
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Section title="Records changed per hour" note="The last 24 hours">
          <RecordsChart hours={overview.recordsLast24h} />
        </Section>
        <Section title="Runs" note="The last 24 hours">
          <RunsFigure runs={overview.runsLast24h} />
        </Section>
      </div>
      <Section
        title="Latest runs"
        actions={
          <Link href="/runs" className="text-12 text-accent-ink hover:underline">
            All runs
          </Link>
        }
      >
        {overview.latestRuns.length === 0 ? (
          <p className="px-4 py-3 text-muted">The first run starts as soon as a customer has connected an app.</p>
        ) : (
          <RunsTable runs={overview.latestRuns} label="Latest runs" />
        )}
      </Section>
    </DetailPage>
  );
}
