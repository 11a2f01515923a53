import { en, type PhraseKey, type Phrases } from './en.ts';
import { formatPhrase, type PhraseValues } from './format-phrase.ts';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** Everything that is said and counted, in one language. */
export interface Words {
  locale: string;
  /** Which way the language runs. */
  direction: 'ltr' | 'rtl';
  t: (key: PhraseKey, values?: PhraseValues) => string;
  /** Whether there is such a phrase: codes of the server may have one. */
  has: (key: string) => key is PhraseKey;
  number: (value: number) => string;
  list: (items: string[]) => string;
  /** "2 minutes ago", "in 3 hours". */
  relative: (iso: string, now: number) => string;
  /** Day and time in the viewer's zone. */
  exact: (iso: string) => string;
  day: (iso: string) => string;
}

/** The first of the wished languages that is a language at all. */
export function localeOf(wishes: readonly (string | null | undefined)[]): string {
  for (const wish of wishes) {
    if (!wish) continue;
    try {
      return Intl.getCanonicalLocales(wish.replaceAll('_', '-'))[0] ?? 'en';
    } catch {
      // Not a language tag: the next wish counts.
    }
  }
  return 'en';
}

/** A time that is none is nothing to say, and no reason to fail. */
const said = (iso: string, format: (date: Date) => string): string =>
  Number.isNaN(Date.parse(iso)) ? '' : format(new Date(iso));

export const languageOf = (locale: string): string => locale.split('-')[0] ?? locale;

/** The scripts that are written from the right. */
const FROM_THE_RIGHT = /^(Arab|Hebr|Thaa|Syrc|Nkoo|Adlm|Rohg)$/;

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return FROM_THE_RIGHT.test(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** English of parts that are fetched by need. */
const later: Phrases = {};

/** For a part that brings its English with it. */
export const addEnglish = (phrases: Phrases): void => void Object.assign(later, phrases);

/** A phrase's name and what it is filled with, where hosts look for the one to say differently. */
const keyShown = (key: string, values: PhraseValues): string =>
  [key, ...Object.entries(values).flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`]))].join(' ');

/**
 * `spoken`: the phrases of the language, where it is not English; `overrides`: what the host says differently, or `keys`
 * to show the names of the phrases instead of them.
 */
export function createWords(locale: string, spoken: Phrases = {}, overrides: Phrases | 'keys' = {}): Words {
  const phrases: Phrases & typeof en = { ...en, ...spoken, ...(overrides === 'keys' ? {} : overrides) };
  const number = new Intl.NumberFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  return {
    locale,
    direction: directionOf(locale),
    t: (key, values = {}) =>
      overrides === 'keys' ? keyShown(key, values) : formatPhrase(phrases[key] ?? later[key] ?? key, values, locale),
    has: (key): key is PhraseKey => key in phrases || key in later,
    number: (value) => number.format(value),
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    relative(iso, now) {
      const seconds = Math.round((Date.parse(iso) - now) / 1000);
      if (Number.isNaN(seconds)) return '';
      if (Math.abs(seconds) < 10) return phrases['time.now'];
      const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 1] as const);
      return relative.format(Math.trunc(seconds / size), unit);
    },
    exact: (iso) => said(iso, exact.format),
    day: (iso) => said(iso, day.format),
  };
}
