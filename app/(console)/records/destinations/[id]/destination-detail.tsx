'use client';

import { useQuery } from '@tanstack/react-query';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { AppIcon } from '../../../data/app-icon.tsx';
import { Loaded } from '../../../data/loaded.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import { useTitle } from '../../../shell/use-title.ts';
import { DestinationActions } from '../destination-actions.tsx';
import { DestinationFacts } from '../destination-facts.tsx';
import { DestinationProblem } from '../destination-problem.tsx';
import { type Destination, DestinationState, destinationSentence } from '../destination-state.tsx';

export function DestinationDetail({ id }: { id: string }) {
  const trpc = useTRPC();
  const destination = useQuery(
    trpc.destinations.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => ((state.data?.behind ?? 0) > 0 ? 1_500 : 5_000) },
    ),
  );
  useTitle(destination.data?.name);
  return (
    <Loaded query={destination} what="the destination" page rows={8}>
      {(data) => <DestinationPageOf destination={data} />}
    </Loaded>
  );
}

function DestinationPageOf({ destination }: { destination: Destination }) {
  const trpc = useTRPC();
  const { name, connector, id } = destination;
  const view = useQuery(trpc.connectors.get.queryOptions({ slug: connector }, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <DetailPage
      header={
        <PageHeader
          title={
            <span className="flex items-center gap-2.5">
              <AppIcon connector={connector} size={24} />
              {name}
            </span>
          }
          crumbs={[
            { name: 'Records', href: '/records' },
            { name: 'Destinations', href: '/records/destinations' },
            { name },
          ]}
          actions={<DestinationActions destination={destination} />}
        >
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <DestinationState destination={destination} />
            <span aria-live="polite">{destinationSentence(destination)}</span>
          </span>
        </PageHeader>
      }
    >
      <DestinationProblem destination={destination} />
      <Section title="About">
        <div className="px-4 py-3.5">
          <DestinationFacts destination={destination} labels={view.data?.abilities?.destination?.settings ?? []} />
        </div>
      </Section>
      <Section title="By the API" note="How far it is, for your own monitoring">
        <div className="p-3">
          <CodeBlock
            code={`curl $PORTICO/api/v1/destinations/${id} \\\n  -H "Authorization: Bearer sk_…"`}
            what="API call"
          />
        </div>
      </Section>
    </DetailPage>
  );
}
