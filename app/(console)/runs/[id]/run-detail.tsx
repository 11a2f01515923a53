'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { useTitle } from '../../shell/use-title.ts';
import { RunErrorBlock } from '../run-error-block.tsx';
import { RunStatus } from '../run-status.tsx';
import { runWords, triggerWords } from '../run-words.ts';
import { RunCounts } from './run-counts.tsx';
import { RunFailures } from './run-failures.tsx';
import { RunWaterfall } from './run-waterfall.tsx';
import { StopRun } from './stop-run.tsx';

type RunWithParts = Outputs['runs']['get'];

const moving = (run: RunWithParts | undefined) => run?.status === 'running' || run?.status === 'queued';

export function RunDetail({ id }: { id: string }) {
  const trpc = useTRPC();
  const run = useQuery(
    trpc.runs.get.queryOptions({ id }, { refetchInterval: (query) => (moving(query.state.data) ? 1_500 : false) }),
  );
  useTitle(run.data && `Sync of ${run.data.label} for ${run.data.customer.name}`);
  return (
    <Loaded query={run} what="the run" page rows={10}>
      {(data) => <RunPageOf run={data} />}
    </Loaded>
  );
}

function RunPageOf({ run }: { run: RunWithParts }) {
  return (
    <DetailPage
      header={
        <PageHeader
          title={runWords(run)}
          crumbs={[{ name: 'Runs', href: '/runs' }, { name: `${run.customer.name}, ${run.label}` }]}
          actions={
            <>
              {moving(run) && <StopRun id={run.id} />}
              <Button asChild>
                <Link href={`/connections/${run.connectionId}`}>Connection</Link>
              </Button>
              <Button asChild>
                <Link href={`/records?customer=${run.customer.id}&sync=${run.syncId}`}>Records</Link>
              </Button>
            </>
          }
        >
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <RunStatus status={run.status} />
            <span>{triggerWords[run.trigger]}</span>
            <span>
              {run.startedAt ? 'Started' : 'Asked for'} <RelativeTime at={run.startedAt ?? run.queuedAt} />
            </span>
            {run.attempt > 1 && <span>Taken up {run.attempt} times</span>}
            <CopyId id={run.id} what="run id" short />
          </span>
        </PageHeader>
      }
    >
      {run.error && <RunErrorBlock error={run.error} status={run.status} />}
      <RunCounts run={run} />
      <Section title="Pages" note="Each page is stored whole or not at all. Open one to see its requests.">
        <RunWaterfall run={run} />
      </Section>
      {run.failures.length > 0 && <RunFailures failures={run.failures} failed={run.failed} />}
    </DetailPage>
  );
}
