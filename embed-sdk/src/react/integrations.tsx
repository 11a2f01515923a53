import { useEffect, useState } from 'react';
import type { PorticoEvent } from '../core/events.ts';
import { CatalogueSkeleton } from './catalogue/catalogue-skeleton.tsx';
import { CatalogueToolbar } from './catalogue/catalogue-toolbar.tsx';
import { everything } from './catalogue/filter-catalogue.ts';
import { PorticoRoot } from './portico-root.tsx';
import type { Route } from './router.tsx';
import { Tab } from './tab.tsx';
import { usePortico } from './tab-context.ts';

/** Props of {@link Integrations}. */
export interface IntegrationsProps {
  /** Hears every event of the tab: for analytics, or to refresh your own lists. */
  onEvent?: (event: PorticoEvent) => void;
}

/** The connects that were gone on with: the address keeps its parameters, and must not begin them twice. */
const resumed = new Set<string>();

/** Where the address says that a redirect came back from an app. */
function firstRoute(): Route {
  const query = new URLSearchParams(globalThis.location?.search);
  const resume = query.get('portico_connect');
  const slug = query.get('portico_integration');
  return resume && slug && !resumed.has(resume) ? { name: 'connect', slug, resume } : { name: 'catalogue' };
}

/** What is drawn until the session is open: as high as the catalogue, so that nothing jumps. */
export function WaitingTab() {
  const { words } = usePortico();
  return (
    <section className="pt-catalogue" aria-busy="true">
      <CatalogueToolbar
        heading={
          <h2 className="pt-title" part="title catalogue-title">
            {words.t('catalogue.title')}
          </h2>
        }
        filter={everything}
        onChange={() => undefined}
        categories={null}
        connected={null}
      />
      <CatalogueSkeleton />
    </section>
  );
}

/**
 * The whole tab: catalogue, page of each app, wizard, control panel.
 *
 * @example
 * <Integrations onEvent={(event) => analytics.track(event.type, event)} />
 */
export function Integrations({ onEvent }: IntegrationsProps) {
  const { tab } = usePortico();
  const [initial] = useState(firstRoute);
  useEffect(() => {
    if (initial.name === 'connect' && initial.resume) resumed.add(initial.resume);
  }, [initial]);
  useEffect(() => (onEvent ? tab?.client.on('*', onEvent) : undefined), [tab, onEvent]);
  return (
    <PorticoRoot waiting={<WaitingTab />}>
      <Tab initial={initial} />
    </PorticoRoot>
  );
}
