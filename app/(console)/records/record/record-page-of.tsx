'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { useTitle } from '../../shell/use-title.ts';
import type { Sync } from '../../syncs/sync-status.tsx';
import { RecordContent, RecordFacts, RecordFailure } from '../record-parts.tsx';
import { type RecordDetail, useRecord } from '../use-record.ts';

export function RecordPageOf() {
  const { get } = useFilters();
  const trpc = useTRPC();
  const sync = useQuery(trpc.syncs.get.queryOptions({ id: get('sync') }));
  useTitle(get('key'));
  return (
    <Loaded query={sync} what="the record" page>
      {(data) => <RecordOf sync={data} id={get('key')} />}
    </Loaded>
  );
}

const happened: Record<RecordDetail['action'], string> = { added: 'Added', updated: 'Changed', deleted: 'Deleted' };

function RecordOf({ sync, id }: { sync: Sync; id: string }) {
  const { record, failure } = useRecord(sync.id, id);
  return (
    <Loaded query={record} what="the record" page>
      {(data) => (
        <DetailPage
          header={
            <PageHeader
              title={id}
              crumbs={[
                { name: 'Records', href: '/records' },
                {
                  name: `${sync.customer.name}, ${sync.label}`,
                  href: `/records?customer=${sync.customer.id}&sync=${sync.id}`,
                },
                { name: 'Record' },
              ]}
              actions={
                <Button asChild>
                  <Link href={`/syncs/${sync.id}`}>Sync</Link>
                </Button>
              }
            >
              {happened[data.action]} <RelativeTime at={data.changedAt} />, by the sync of {sync.label} of{' '}
              {sync.customer.name}.
            </PageHeader>
          }
        >
          <RecordFailure sync={sync} failure={failure} />
          <RecordFacts record={data} sync={sync} />
          <RecordContent record={data} sync={sync} wide />
        </DetailPage>
      )}
    </Loaded>
  );
}
