import { createContext, useContext } from 'react';
import type { PorticoClient } from '../core/client.ts';
import type { SessionAnswer } from '../core/contract.ts';
import type { PhraseKey } from './phrases/en.ts';
import type { PhraseValues } from './phrases/format-phrase.ts';
import type { Words } from './phrases/words.ts';
import type { PorticoComponents } from './portico-components.ts';
import type { TabStore } from './tab-store.ts';
import type { PorticoTheme } from './theme/theme.ts';

/** What a provider gives to what is mounted under it. */
export interface PorticoContextValue {
  /** Null until the page is in a browser and the client is made. */
  tab: { client: PorticoClient; store: TabStore } | null;
  session: SessionAnswer | null;
  words: Words;
  theme: PorticoTheme;
  /** The host's own, instead of ours. */
  components: PorticoComponents;
  /** What the host does for somebody who wants an app that is not in the plan. */
  onUpgrade: ((integration: string) => void) | null;
  scope: ':host' | ':where(.pt-root)';
}

export const PorticoContext = createContext<PorticoContextValue | null>(null);

export function usePortico(): PorticoContextValue {
  const value = useContext(PorticoContext);
  if (!value) throw new Error('Portico components must be inside <PorticoProvider baseUrl=… getToken=…>.');
  return value;
}

/** What every screen uses: the client, and phrases that know vendor and customer. */
export interface Tab {
  client: PorticoClient;
  store: TabStore;
  words: Words;
  session: SessionAnswer | null;
  t: (key: PhraseKey, values?: PhraseValues) => string;
}

export function useTab(): Tab {
  const { tab, session, words } = usePortico();
  if (!tab) throw new Error('Screens are drawn inside <PorticoRoot>, which waits for the client.');
  const names = { vendor: session?.vendor.name ?? '', customer: session?.customer.name ?? '' };
  return { ...tab, words, session, t: (key, values) => words.t(key, { ...names, ...values }) };
}
