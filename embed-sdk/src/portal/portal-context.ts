import { createContext, useContext } from 'react';
import { formatPhrase, type PhraseValues } from '../react/phrases/format-phrase.ts';
import type { PortalApi } from './portal-api.ts';
import type { PortalAnswer, PortalData } from './portal-state.ts';

/** What every view of the hosted page uses. */
export interface Portal {
  data: PortalData;
  api: PortalApi;
  show: (answer: PortalAnswer) => void;
}

export const PortalContext = createContext<Portal | null>(null);

export function usePortal(): Portal & { t: (key: string, values?: PhraseValues) => string } {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('Views are drawn inside the hosted page.');
  const { words, brand, locale } = portal.data;
  return {
    ...portal,
    t: (key, values = {}) => formatPhrase(words[key] ?? key, { vendor: brand.name ?? '', ...values }, locale),
  };
}
