import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { PorticoClient } from '../core/client.ts';
import type { SessionAnswer } from '../core/contract.ts';
import { createClient } from '../core/create-client.ts';
import type { Phrases } from './phrases/en.ts';
import { loadPhrases } from './phrases/load-phrases.ts';
import { createWords, languageOf, localeOf } from './phrases/words.ts';
import type { ResourceState } from './resource.ts';
import { PorticoContext } from './tab-context.ts';
import { createTabStore, type TabStore } from './tab-store.ts';
import type { PorticoTheme } from './theme/theme.ts';

/** Props of {@link PorticoProvider}. */
export interface PorticoProviderProps {
  /** Where Portico is: `https://portico.example.com`. */
  baseUrl: string;
  /** Asks your backend for an embed token. May be a new function at each render. */
  getToken: () => string | Promise<string>;
  /** A BCP 47 tag; without it the token's locale, then the browser's. */
  locale?: string;
  /** Phrases to say differently, by name. */
  phrases?: Phrases;
  /** Accent, radius, font, mode, density. */
  theme?: PorticoTheme;
  /** Another `fetch`, for tests. */
  fetch?: typeof fetch;
  children?: ReactNode;
  /** Where the CSS variables live; the custom element sets it. */
  scope?: ':host' | ':where(.pt-root)';
}

const noTheme: PorticoTheme = {};

/** The same object as before as long as it says the same: hosts write these inline. */
function useSame<Value>(value: Value): Value {
  const [held, hold] = useState(value);
  if (held === value || JSON.stringify(held) === JSON.stringify(value)) return held;
  hold(value);
  return value;
}

const nothing = () => () => {};
const noSession: ResourceState<SessionAnswer> = { data: null, error: null, loading: false };

/**
 * Gives the components under it one client, one language and one look. Draws nothing itself.
 *
 * @example
 * <PorticoProvider baseUrl="https://portico.example.com" getToken={getToken} theme={{ accent: '#5b5bd6' }}>
 *   <Integrations onEvent={track} />
 * </PorticoProvider>
 */
export function PorticoProvider(props: PorticoProviderProps) {
  const { baseUrl, getToken, locale, fetch, children, scope = ':where(.pt-root)' } = props;
  const phrases = useSame(props.phrases);
  const theme = useSame(props.theme) ?? noTheme;
  const token = useRef(getToken);
  useEffect(() => {
    token.current = getToken;
  });

  const [tab, setTab] = useState<{ client: PorticoClient; store: TabStore } | null>(null);
  useEffect(() => {
    const client = createClient({ baseUrl, locale, fetch, getToken: () => token.current() });
    const store = createTabStore(client);
    setTab({ client, store });
    return () => {
      store.dispose();
      client.dispose();
    };
  }, [baseUrl, locale, fetch]);

  const session = useSyncExternalStore(
    tab?.store.session.subscribe ?? nothing,
    tab?.store.session.getSnapshot ?? (() => noSession),
    () => noSession,
  ).data;
  const spoken = localeOf([locale, session?.locale, globalThis.navigator?.language]);
  const language = languageOf(spoken);
  const [loaded, setLoaded] = useState<{ language: string; phrases: Phrases }>({ language: 'en', phrases: {} });
  useEffect(() => {
    let over = false;
    loadPhrases(language).then((found) => {
      if (!over) setLoaded({ language, phrases: found });
    });
    return () => {
      over = true;
    };
  }, [language]);
  const words = useMemo(() => {
    const known = loaded.language === language;
    return createWords(known ? spoken : 'en', known ? loaded.phrases : {}, phrases);
  }, [spoken, language, loaded, phrases]);
  const value = useMemo(() => ({ tab, session, words, theme, scope }), [tab, session, words, theme, scope]);
  return <PorticoContext.Provider value={value}>{children}</PorticoContext.Provider>;
}
