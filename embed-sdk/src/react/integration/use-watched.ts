import { useEffect } from 'react';
import type { IntegrationDetail } from '../../core/contract.ts';
import type { Resource } from '../resource.ts';
import { useTab } from '../tab-context.ts';

/** Keeps the installation of an app's page as it is at the server, as long as the page is on screen. */
export function useWatched(resource: Resource<IntegrationDetail>, installation: string | undefined): void {
  const { client } = useTab();
  useEffect(() => {
    if (!installation) return;
    return client.watchInstallation(installation, (view) => resource.update((now) => ({ ...now, installation: view })));
  }, [client, resource, installation]);
}
