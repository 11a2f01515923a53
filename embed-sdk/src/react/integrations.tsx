import { useEffect, useMemo, useRef, useState } from 'react';
import type { PorticoEvent } from '../core/events.ts';
import { CatalogueSkeleton } from './catalogue/catalogue-skeleton.tsx';
import { CatalogueToolbar } from './catalogue/catalogue-toolbar.tsx';
import { everything } from './catalogue/filter-catalogue.ts';
import { IntegrationsDialog } from './integrations-dialog.tsx';
import { PorticoRoot } from './portico-root.tsx';
import { type Route, routeOf } from './route.ts';
import { hashRouting, hostRouting, noRouting } from './routing.ts';
import { Tab } from './tab.tsx';
import { usePortico } from './tab-context.ts';

/** Props of {@link Integrations}. */
export interface IntegrationsProps {
  /** Hears every event of the tab: for analytics, or to refresh your own lists. */
  onEvent?: (event: PorticoEvent) => void;
  /** `inline` (default) fills its place, `page` is a page of its own, `modal` lies over the page while `open`. */
  layout?: 'inline' | 'page' | 'modal';
  /** For `modal`: whether it is open. */
  open?: boolean;
  /** For `modal`: somebody closed it. */
  onClose?: () => void;
  /**
   * Where to begin: `/your-crm`, `/your-crm/connect`, `/your-crm/settings`, `/your-crm/activity`. With `onRouteChange` it is
   * where one is, always: your own router leads, and the tab tells where somebody goes.
   */
  route?: string;
  /** Keep the path in your own router; with `replace` it takes the place of the one before. A reload comes back to it. */
  onRouteChange?: (path: string, how: { replace: boolean }) => void;
  /** `hash` keeps the place in the address as `#portico/…`: reload, back and links work. `none` (default) keeps it in memory. */
  routing?: 'hash' | 'none';
}

/** The connects that were gone on with: the address keeps its parameters, and must not begin them twice. */
const resumed = new Set<string>();

/** Where the address says that a redirect came back from an app. */
function returned(): Route | null {
  const query = new URLSearchParams(globalThis.location?.search);
  const resume = query.get('portico_connect');
  const slug = query.get('portico_integration');
  return resume && slug && !resumed.has(resume) ? { name: 'connect', slug, resume } : null;
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

/** Where the place of this tab is kept, by its props; the host's function may be a new one at each render. */
function useRouting({ routing, route, onRouteChange }: IntegrationsProps) {
  const change = useRef(onRouteChange);
  useEffect(() => {
    change.current = onRouteChange;
  });
  const isLed = onRouteChange !== undefined;
  const first = useRef(route ?? '/');
  const host = useMemo(
    () => (isLed ? hostRouting(first.current, (path, how) => change.current?.(path, how)) : null),
    [isLed],
  );
  useEffect(() => {
    if (route !== undefined) host?.lead(route);
  }, [host, route]);
  return useMemo(() => host ?? (routing === 'hash' ? hashRouting() : noRouting), [host, routing]);
}

/**
 * The whole tab: catalogue, page of each app, wizard, control panel.
 *
 * @example
 * <Integrations onEvent={(event) => analytics.track(event.type, event)} />
 */
export function Integrations(props: IntegrationsProps) {
  const { onEvent, layout = 'inline', open = false, onClose, route = '/' } = props;
  const { tab } = usePortico();
  const routing = useRouting(props);
  const [initial] = useState(() => returned() ?? routeOf(routing.initial ?? route));
  useEffect(() => {
    if (initial.name === 'connect' && initial.resume) resumed.add(initial.resume);
  }, [initial]);
  useEffect(() => (onEvent ? tab?.client.on('*', onEvent) : undefined), [tab, onEvent]);
  if (layout === 'modal')
    return (
      <PorticoRoot>
        {open && <IntegrationsDialog initial={initial} routing={routing} onClose={() => onClose?.()} />}
      </PorticoRoot>
    );
  return (
    <PorticoRoot layout={layout} waiting={<WaitingTab />}>
      <Tab initial={initial} routing={routing} />
    </PorticoRoot>
  );
}
