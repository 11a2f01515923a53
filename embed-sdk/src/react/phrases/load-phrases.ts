import type { Phrases } from './en.ts';

/** English is built in; each other language is a file of its own, fetched when it is spoken. */
const LANGUAGES: Record<string, () => Promise<Phrases>> = {
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
  nl: async () => (await import('./nl.ts')).nl,
  pt: async () => (await import('./pt.ts')).pt,
};

/** Whether the tab brings phrases of this language; of another one the host may bring them. */
export const isSpoken = (language: string): boolean => language === 'en' || language in LANGUAGES;

/** The phrases of a language that is another than English; null where they cannot be fetched. */
export const loadPhrases = (language: string): Promise<Phrases | null> =>
  (LANGUAGES[language]?.() ?? Promise.resolve({})).catch(() => null);
