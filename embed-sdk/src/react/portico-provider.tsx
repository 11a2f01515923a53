import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ClientOptions, PorticoClient } from '../core/client.ts';
import type { SessionAnswer } from '../core/contract.ts';
import { createClient } from '../core/create-client.ts';
import type { PorticoEvent } from '../core/events.ts';
import type { Phrases } from './phrases/en.ts';
import { isSpoken, loadPhrases } from './phrases/load-phrases.ts';
import { createWords, languageOf, localeOf } from './phrases/words.ts';
import type { PorticoComponents } from './portico-components.ts';
import type { ResourceState } from './resource.ts';
import { PorticoContext } from './tab-context.ts';
import { createTabStore, type TabStore } from './tab-store.ts';
import type { PorticoTheme } from './theme/theme.ts';

/** Props of {@link PorticoProvider}. Functions may be new ones at each render. */
export interface PorticoProviderProps {
  /** Where Portico is: `https://portico.example.com`. */
  baseUrl: string;
  /** Asks your backend for an embed token. */
  getToken: () => string | Promise<string>;
  /** A BCP 47 tag; without it the token's locale, then the browser's. Another one later loses nothing. */
  locale?: string;
  /** Phrases to say differently, by name; `keys` shows the names themselves. All of them make a language of your own. */
  phrases?: Phrases | 'keys';
  /** Accent, radius, font, mode, density. */
  theme?: PorticoTheme;
  /** Components of yours instead of the tab's own. */
  components?: PorticoComponents;
  /** What your page knows already, by integration: the wizard shows it typed in. */
  prefill?: ClientOptions['prefill'];
  /** Fields of your own to match, by integration and sync, where the integration allows it. */
  mappingTargets?: ClientOptions['mappingTargets'];
  /** Asked before each step of the wizard is sent; what it answers with is shown instead of sending it. */
  onStepValidate?: ClientOptions['onStepValidate'];
  /** Somebody wants an app that is not in the plan: the tab shows a button for it where this is given. */
  onUpgrade?: (integration: string) => void;
  /** Hears every event of what is mounted under it. */
  onEvent?: (event: PorticoEvent) => void;
  /** Another `fetch`, for tests. */
  fetch?: typeof fetch;
  children?: ReactNode;
  /** Where the CSS variables live; the custom element sets it. */
  scope?: ':host' | ':where(.pt-root)';
}

const noTheme: PorticoTheme = {};
const noComponents: PorticoComponents = {};

/** The same object as before as long as it says the same: hosts write these inline. */
function useSame<Value>(value: Value): Value {
  const [held, hold] = useState(value);
  if (held === value || JSON.stringify(held) === JSON.stringify(value)) return held;
  hold(value);
  return value;
}

const nothing = () => () => {};
const noSession: ResourceState<SessionAnswer> = { data: null, error: null, loading: false };

/** What only a page with a mistake in it needs is a file of its own. */
const forDevelopers = () => import('./warn-developer.ts').catch(() => null);

interface Spoken {
  language: string;
  locale: string;
  phrases: Phrases;
  failed: boolean;
}

const english: Spoken = { language: 'en', locale: 'en', phrases: {}, failed: false };

/** The phrases of a language; those of the one before until they are there. */
function useSpoken(locale: string): { loaded: Spoken; spoken: string } {
  const language = languageOf(locale);
  const [loaded, setLoaded] = useState(english);
  useEffect(() => {
    let over = false;
    loadPhrases(language).then((found) => {
      if (!over) setLoaded({ language, locale, phrases: found ?? {}, failed: found === null });
    });
    return () => {
      over = true;
    };
  }, [language, locale]);
  return { loaded, spoken: loaded.language === language ? locale : loaded.locale };
}

/**
 * Gives the components under it one client, one language and one look. Draws nothing itself.
 *
 * @example
 * <PorticoProvider baseUrl="https://portico.example.com" getToken={getToken} theme={{ accent: '#5b5bd6' }}>
 *   <Integrations onEvent={track} />
 * </PorticoProvider>
 */
export function PorticoProvider(props: PorticoProviderProps) {
  const { baseUrl, locale, fetch, children, components = noComponents, scope = ':where(.pt-root)' } = props;
  const phrases = useSame(props.phrases);
  const theme = useSame(props.theme) ?? noTheme;
  const host = useRef(props);
  useEffect(() => {
    host.current = props;
  });

  const [tab, setTab] = useState<{ client: PorticoClient; store: TabStore } | null>(null);
  useEffect(() => {
    const client = createClient({
      baseUrl,
      fetch,
      locale: host.current.locale,
      getToken: () => host.current.getToken(),
      prefill: (integration) => host.current.prefill?.(integration),
      mappingTargets: (integration, sync) => host.current.mappingTargets?.(integration, sync),
      onStepValidate: (step) => host.current.onStepValidate?.(step),
    });
    client.on('*', (event) => host.current.onEvent?.(event));
    client.on('warning', (warning) => {
      forDevelopers().then((file) => file?.warnDeveloper(warning));
    });
    const store = createTabStore(client);
    setTab({ client, store });
    return () => {
      store.dispose();
      client.dispose();
    };
  }, [baseUrl, fetch]);
  const asked = useRef(locale);
  useEffect(() => {
    if (!tab || asked.current === locale) return;
    asked.current = locale;
    tab.client.setLocale(locale);
    tab.store.readAnew();
  }, [tab, locale]);

  const session = useSyncExternalStore(
    tab?.store.session.subscribe ?? nothing,
    tab?.store.session.getSnapshot ?? (() => noSession),
    () => noSession,
  ).data;
  const { loaded, spoken } = useSpoken(localeOf([locale, session?.locale, globalThis.navigator?.language]));
  const words = useMemo(() => createWords(spoken, loaded.phrases, phrases), [spoken, loaded, phrases]);
  useEffect(() => {
    if (!tab || !session || (isSpoken(loaded.language) && !loaded.failed && !phrases)) return;
    forDevelopers()
      .then((file) => file?.phraseWarnings(loaded.language, phrases, loaded.failed))
      .then(
        (warnings = []) => {
          for (const warning of warnings) tab.client.emit(warning);
        },
        // It could not be fetched: nobody who looks at the page did anything wrong.
        () => undefined,
      );
  }, [tab, session, loaded, phrases]);

  const mayUpgrade = props.onUpgrade !== undefined;
  const value = useMemo(() => {
    const onUpgrade = mayUpgrade ? (integration: string) => host.current.onUpgrade?.(integration) : null;
    return { tab, session, words, theme, components, onUpgrade, scope };
  }, [tab, session, words, theme, components, mayUpgrade, scope]);
  return <PorticoContext.Provider value={value}>{children}</PorticoContext.Provider>;
}
