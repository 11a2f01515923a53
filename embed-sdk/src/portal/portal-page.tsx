import { useCallback, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createWords, localeOf } from '../react/phrases/words.ts';
import { PorticoRoot } from '../react/portico-root.tsx';
import { PorticoContext } from '../react/tab-context.ts';
import { unreadablePairs } from '../react/theme/check-contrast.ts';
import { Cover } from './cover.tsx';
import { OpenView } from './open-view.tsx';
import { createPortalApi } from './portal-api.ts';
import { PortalContext } from './portal-context.ts';
import type { PortalAnswer, PortalData, PortalState } from './portal-state.ts';
import { portalStyles } from './portal-styles.ts';
import { themeOf } from './theme-of.ts';

/**
 * Once it is open, the token is worth nothing and has no business in the address; where the tab begins has: *Back* leads
 * there. A reload, or the way back from an app, knows its own place.
 */
function settleAddress(state: PortalState | null): void {
  if (state?.state !== 'open' || location.hash.startsWith('#portico')) return;
  const place = state.favour || state.route === '/' ? '' : `#portico${state.route}`;
  history.replaceState(history.state, '', location.pathname + location.search + place);
}

/** The hosted page: what a link is, and behind it the tab. */
function PortalPage({ data, token }: { data: PortalData; token: string }) {
  const [state, setState] = useState(data.state);
  const api = useMemo(() => createPortalApi(token), [token]);
  const show = useCallback((answer: PortalAnswer) => {
    settleAddress(answer.state);
    setState(answer.state);
  }, []);
  useEffect(() => {
    if (data.state) return;
    api('look').then(show, () => setState({ state: 'unknown' }));
  }, [data, api, show]);
  const portal = useMemo(() => ({ data, api, show }), [data, api, show]);
  const outside = useMemo(() => {
    const words = createWords(localeOf([data.locale]));
    const theme = themeOf(data.brand);
    return {
      tab: null,
      session: null,
      words,
      theme,
      components: {},
      onUpgrade: null,
      scope: ':where(.pt-root)' as const,
    };
  }, [data]);
  return (
    <PortalContext.Provider value={portal}>
      {state?.state === 'open' ? (
        <OpenView state={state} />
      ) : (
        <PorticoContext.Provider value={outside}>
          <PorticoRoot waiting={<Cover key={state?.state} state={state} />}>{null}</PorticoRoot>
        </PorticoContext.Provider>
      )}
    </PortalContext.Provider>
  );
}

function setMode({ brand }: PortalData): void {
  document.documentElement.dataset.mode = brand.mode ?? 'auto';
}

/** Drawn anew as often as the console around it says how; what can't be read in it goes back there. */
function preview(root: HTMLElement, data: PortalData): void {
  const page = createRoot(root);
  window.addEventListener('message', ({ source, origin, data: said }) => {
    if (source !== window.parent || origin !== location.origin || typeof said?.brand !== 'object') return;
    const shown = { ...data, brand: said.brand };
    setMode(shown);
    root.inert = true;
    page.render(<PortalPage key={JSON.stringify(said.brand)} data={shown} token="" />);
    requestAnimationFrame(() => {
      const drawn = root.querySelector<HTMLElement>('.pt-root');
      if (drawn) window.parent.postMessage({ unreadable: unreadablePairs(drawn) }, location.origin);
    });
  });
  window.parent.postMessage({ ready: true }, location.origin);
}

const text = document.querySelector('#portal')?.textContent;
if (text) {
  // The page and what stands in it come from one server at one moment.
  const data: PortalData = JSON.parse(text);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(portalStyles);
  document.adoptedStyleSheets = [sheet];
  const root = document.createElement('div');
  root.className = 'portal';
  document.body.append(root);
  const token = location.hash.startsWith('#portico') ? '' : location.hash.slice(1);
  if (data.preview) preview(root, data);
  else {
    setMode(data);
    settleAddress(data.state);
    createRoot(root).render(<PortalPage data={data} token={token} />);
  }
}
