import { de } from './phrases/de.ts';
import { en, type PortalWords } from './phrases/en.ts';
import { es } from './phrases/es.ts';
import { fr } from './phrases/fr.ts';
import { it } from './phrases/it.ts';
import { ja } from './phrases/ja.ts';
import { nl } from './phrases/nl.ts';
import { pt } from './phrases/pt.ts';

export const portalPhrases: Record<string, PortalWords> = { de, en, es, fr, it, ja, nl, pt };

/** What the hosted page says, in the reader's language, or in English where it is none of the tab's. */
export const portalWords = (locale: string): PortalWords =>
  portalPhrases[locale.split('-')[0]?.toLowerCase() ?? ''] ?? en;
