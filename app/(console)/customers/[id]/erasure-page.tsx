'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { ErrorState } from '#app/ui/error-state.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { LoadingRows } from '#app/ui/loading-rows.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Status } from '#app/ui/status.tsx';
import { toldError } from '../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../data/trpc.ts';

type Erasure = Outputs['customers']['erasure'];

/** Where a customer was: how far its erasure is, or that it is over. */
export function ErasurePage({ id }: { id: string }) {
  const trpc = useTRPC();
  const erasure = useQuery(
    trpc.customers.erasure.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.status === 'erased' ? false : 2_000) },
    ),
  );
  if (erasure.data) return <ErasureOf erasure={erasure.data} />;
  if (erasure.error) return <ErrorState {...toldError(erasure.error)} page onRetry={() => void erasure.refetch()} />;
  return <LoadingRows what="the erasure" rows={4} />;
}

function progressWords({ status, accesses }: Erasure): string {
  if (status === 'erased') return 'Nothing of this customer is kept here any more.';
  if (accesses > 0)
    return `First ${countWords(accesses, 'access', 'accesses')} ${accesses === 1 ? 'is' : 'are'} taken back at the app. Then everything else is removed.`;
  return 'Its accesses were taken back. Records, runs and everything else are being removed.';
}

function ErasureOf({ erasure }: { erasure: Erasure }) {
  const { customerId, status, requestedAt, finishedAt } = erasure;
  const isOver = status === 'erased';
  return (
    <DetailPage
      header={
        <PageHeader
          title={isOver ? 'This customer was erased' : 'This customer is being erased'}
          crumbs={[{ name: 'Customers', href: '/customers' }, { name: 'Erased' }]}
        >
          <span role="status">{progressWords(erasure)}</span>
        </PageHeader>
      }
    >
      <Facts
        facts={[
          {
            name: 'State',
            value: isOver ? <Status tone="ended" word="Erased" /> : <Status tone="running" word="Being erased" />,
          },
          { name: 'Asked for', value: <RelativeTime at={requestedAt} /> },
          ...(finishedAt ? [{ name: 'Finished', value: <RelativeTime at={finishedAt} /> }] : []),
          { name: 'Portico id', value: <CopyId id={customerId} what="customer id" /> },
        ]}
      />
      <p className="max-w-[72ch] text-muted">
        {isOver
          ? 'Your own id of it is free for a new customer. What your product and your destinations have read stays with them.'
          : 'You can leave this page: it goes on by itself, also after a restart.'}
      </p>
      <div>
        <Button asChild>
          <Link href="/customers">All customers</Link>
        </Button>
      </div>
    </DetailPage>
  );
}
