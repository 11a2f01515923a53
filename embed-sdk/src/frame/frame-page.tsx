import { useEffect, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { Integrations } from '../react/integrations.tsx';
import { PorticoProvider } from '../react/portico-provider.tsx';
import { createFrameLink, type FrameLink } from './frame-link.ts';
import { sendable } from './messages.ts';

/** The tab inside the frame; shows nothing until the page around it has said how. */
function FramePage({ link }: { link: FrameLink }) {
  const now = useSyncExternalStore(link.subscribe, link.getSnapshot, link.getSnapshot);
  const { locale = 'en', theme } = now?.settings ?? {};
  const mode = theme?.mode ?? 'auto';
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.style.setProperty('color-scheme', mode === 'auto' ? 'light dark' : mode);
  }, [locale, mode]);
  if (!now) return null;
  const { settings, checks, upgrades } = now;
  return (
    <PorticoProvider
      baseUrl={location.origin}
      getToken={link.getToken}
      locale={settings.locale}
      theme={theme}
      phrases={settings.phrases}
      prefill={(integration) => settings.prefill?.[integration]}
      onStepValidate={checks ? link.check : undefined}
      onUpgrade={upgrades ? (integration) => link.post({ kind: 'upgrade', integration }) : undefined}
      onEvent={(event) => link.post({ kind: 'event', event: sendable(event) })}
      fetch={link.fetch}
    >
      <Integrations route={settings.route ?? '/'} onRouteChange={link.went} />
    </PorticoProvider>
  );
}

/** Only the one origin that the server let this page be framed by is spoken with. */
function start(main: HTMLElement, host: string): void {
  const link = createFrameLink(host);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('html, body { margin: 0; background: transparent; } main { padding: 4px; }');
  document.adoptedStyleSheets = [sheet];
  new ResizeObserver(() => link.post({ kind: 'height', height: main.getBoundingClientRect().height })).observe(main);
  createRoot(main).render(<FramePage link={link} />);
  link.post({ kind: 'hello' });
}

const main = document.querySelector('main');
const host = main?.dataset.host;
if (main && host && window.parent !== window) start(main, host);
