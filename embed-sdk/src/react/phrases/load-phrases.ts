import type { Phrases } from './en.ts';

/** English is built in; each other language is a file of its own, fetched when it is spoken. */
const LANGUAGES: Record<string, () => Promise<Phrases>> = {
  de: async () => (await import('./de.ts')).de,
};

/** The phrases of a language; none where it is not spoken or cannot be fetched, and then English stands in. */
export const loadPhrases = (language: string): Promise<Phrases> =>
  (LANGUAGES[language]?.() ?? Promise.resolve({})).catch(() => ({}));
