import type { PorticoClient } from '../core/client.ts';
import type { ConnectFlow } from '../core/connect-flow.ts';
import type { CatalogueEntry, InstallationView, IntegrationDetail, SessionAnswer } from '../core/contract.ts';
import { type CatalogueFilter, everything } from './catalogue/filter-catalogue.ts';
import { createResource, type Resource } from './resource.ts';

/** What to connect: an app anew, a connection again, or a connect that a redirect interrupted. */
export interface ConnectTarget {
  slug: string;
  reconnect?: string;
  resume?: string;
}

/** What the screens of one provider share: read once, kept while going to and fro. */
export interface TabStore {
  session: Resource<SessionAnswer>;
  catalogue: Resource<CatalogueEntry[]>;
  /** What the catalogue is narrowed to, kept while an app is looked at. */
  filter: CatalogueFilter;
  integration(slug: string): Resource<IntegrationDetail>;
  /** The flow under way for this target, or a new one: leaving the wizard loses nothing. */
  flow(target: ConnectTarget): ConnectFlow;
  /** The flow is over: the next visit begins anew. */
  dropFlow(target: ConnectTarget): void;
  /** Everything that is known is read again: in another language, say. */
  readAnew(): void;
  dispose(): void;
}

const keyOf = ({ slug, reconnect = '', resume = '' }: ConnectTarget) => [slug, reconnect, resume].join(' ');

export function createTabStore(client: PorticoClient): TabStore {
  const integrations = new Map<string, Resource<IntegrationDetail>>();
  const flows = new Map<string, ConnectFlow>();
  const session = createResource(() => client.session());
  const catalogue = createResource(async () => {
    const entries = await client.catalogue();
    session.load();
    return entries;
  });

  /** Changes every page that is known, when it is of this installation. */
  function change(id: string, installation: InstallationView | null): void {
    for (const resource of integrations.values())
      resource.update((detail) => (detail.installation?.id === id ? { ...detail, installation } : detail));
  }

  function readAnew(): void {
    catalogue.load();
    for (const resource of integrations.values()) if (resource.getSnapshot().data) resource.load();
  }

  /** The network is back: what could not be read is read again, without anybody pressing a button. */
  function readMissed(): void {
    for (const resource of [catalogue, session, ...integrations.values()])
      if (resource.getSnapshot().error?.code === 'offline') resource.load();
  }
  globalThis.addEventListener?.('online', readMissed);

  const end = client.on('*', (event) => {
    if (event.type === 'installation.updated') change(event.installation.id, event.installation);
    if (event.type === 'installation.removed') change(event.installation, null);
    if (event.type === 'sync.first_success') catalogue.load();
    if (['installation.created', 'installation.removed', 'connection.reconnected'].includes(event.type)) readAnew();
  });

  return {
    session,
    catalogue,
    filter: everything,
    integration(slug) {
      const resource = integrations.get(slug) ?? createResource(() => client.integration(slug));
      integrations.set(slug, resource);
      return resource;
    },
    flow(target) {
      const key = keyOf(target);
      const { slug, ...options } = target;
      const flow = flows.get(key) ?? client.connect(slug, options);
      flows.set(key, flow);
      return flow;
    },
    dropFlow(target) {
      flows.get(keyOf(target))?.dispose();
      flows.delete(keyOf(target));
    },
    readAnew,
    dispose() {
      end();
      globalThis.removeEventListener?.('online', readMissed);
      for (const flow of flows.values()) flow.dispose();
    },
  };
}
