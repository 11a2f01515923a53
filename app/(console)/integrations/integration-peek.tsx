'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { AppIcon } from '../data/app-icon.tsx';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { type Integration, IntegrationStatus } from './integration-status.tsx';
import { OauthAppForm } from './oauth-app-form.tsx';

export function IntegrationPeek({ integration, onClose }: { integration: Integration; onClose: () => void }) {
  const trpc = useTRPC();
  const oauthApp = useQuery(
    trpc.oauthApps.get.queryOptions(
      { connector: integration.connector },
      { enabled: integration.oauthApp.asked, refetchOnWindowFocus: false },
    ),
  );
  return (
    <PeekPanel
      label={`Integration ${integration.name}`}
      onClose={onClose}
      title={
        <span className="flex items-center gap-2">
          <AppIcon connector={integration.connector} />
          {integration.name}
        </span>
      }
    >
      <p className="text-muted">{integration.description}</p>
      <span className="flex gap-2">
        <Button asChild>
          <Link href={`/integrations/${integration.id}`}>Open</Link>
        </Button>
        <Button asChild>
          <Link href={`/integrations/${integration.id}?tab=compose`}>Compose</Link>
        </Button>
      </span>
      <Facts
        facts={[
          { name: 'State', value: <IntegrationStatus status={integration.status} /> },
          { name: 'Category', value: integration.category },
          { name: 'Connector', value: <Badge mono>{integration.connector}</Badge> },
          { name: 'Slug', value: <CopyId id={integration.slug} what="slug" /> },
          { name: 'Id', value: <CopyId id={integration.id} what="integration id" /> },
        ]}
      />
      <div className="border-t border-line pt-4">
        <h3 className="text-14 font-semibold">OAuth app</h3>
        {integration.oauthApp.asked ? (
          <Loaded query={oauthApp} what="the OAuth app" rows={4}>
            {(app) => <OauthAppForm app={app} name={integration.name} />}
          </Loaded>
        ) : (
          <p className="pt-1 text-muted">
            Customers connect {integration.name} with their own details; no OAuth app is needed.
          </p>
        )}
      </div>
    </PeekPanel>
  );
}
