import { describe, expect, test } from 'vitest';
import { english } from '../later-parts.ts';
import { missingIn, unknownIn } from './compare-phrases.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { formatPhrase } from './format-phrase.ts';
import { fr } from './fr.ts';
import { it as italian } from './it.ts';
import { ja } from './ja.ts';
import { isSpoken, loadPhrases } from './load-phrases.ts';
import { nl } from './nl.ts';
import { pt } from './pt.ts';
import { createWords, localeOf } from './words.ts';

const allEnglish = { ...en, ...english };

const placeholders = (phrase: string) => [...phrase.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]).sort();

const languages = { de, es, fr, it: italian, ja, nl, pt };

describe.each(Object.entries(languages))('%s', (language, phrases) => {
  const pairs = Object.entries(allEnglish).map(([key, english]) => {
    const said = Object.entries(phrases).find(([name]) => name === key)?.[1] ?? '';
    return { key, english, said };
  });

  test('has the phrases of English, with the same placeholders', () => {
    expect(Object.keys(phrases).sort()).toEqual(Object.keys(allEnglish).sort());
    for (const { key, english, said } of pairs) {
      // “your work”: who is meant is said by the verb in some languages, and what is counted once is not named twice.
      const extra = placeholders(said).filter((name) => !placeholders(english).includes(name));
      expect([key, extra]).toEqual([key, []]);
    }
    const dropped = pairs.filter(({ english, said }) =>
      placeholders(english).some((name) => !said.includes(`{${name}`)),
    );
    expect(dropped.map(({ key }) => key)).toEqual([]);
  });

  test('counts in every form that the language has', () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const { key, said } of pairs.filter(({ english }) => english.includes(', plural,'))) {
      const forms = [...said.matchAll(/(\w+) \{[^{}]*\}/g)].map((match) => match[1]);
      // “many” of French, Spanish, Italian and Portuguese is for millions, which are counted nowhere here.
      const needed = categories.filter((category) => category !== 'many');
      expect([key, needed.filter((category) => !forms.includes(category))]).toEqual([key, []]);
      for (const count of [0, 1, 2, 5, 21, 1200])
        expect(formatPhrase(said, { count, seconds: count, minutes: count }, language)).toMatch(/\S/);
    }
  });

  test('is translated: no sentence is left in English', () => {
    const same = pairs.filter(
      ({ english, said }) => said === english && /[a-z]+ +[a-z]/i.test(english.replaceAll(/\{\w+\}/g, '')),
    );
    expect(same).toEqual([]);
  });

  test('is loaded when it is spoken', async () => {
    expect(await loadPhrases(language)).toBe(phrases);
    expect(isSpoken(language)).toBe(true);
  });
});

describe('a language', () => {
  test('that is not spoken is English, and says what is missing', async () => {
    expect(await loadPhrases('xx')).toEqual({});
    expect(isSpoken('xx')).toBe(false);
    expect(createWords('xx').t('action.cancel')).toBe('Cancel');
    expect(missingIn({ 'action.cancel': 'إلغاء' }, allEnglish)).toHaveLength(Object.keys(allEnglish).length - 1);
    expect(missingIn(de, allEnglish)).toEqual([]);
  });

  test('can be overridden phrase by phrase; a name that is none is found', () => {
    const words = createWords('de', de, { 'catalogue.title': 'Anbindungen' });
    expect(words.t('catalogue.title')).toBe('Anbindungen');
    expect(words.t('action.cancel')).toBe('Abbrechen');
    const typo: object = { 'catalog.title': 'Anbindungen' };
    expect(unknownIn(typo, allEnglish)).toEqual(['catalog.title']);
  });

  test('shows the names of its phrases to whoever looks for one', () => {
    const words = createWords('de', de, 'keys');
    expect(words.t('integration.connect', { app: 'Tidewater', vendor: '' })).toBe('integration.connect app=Tidewater');
  });

  test.each([
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['fa', 'rtl'],
    ['pa-Arab', 'rtl'],
    ['ar-Latn', 'ltr'],
    ['en', 'ltr'],
    ['ja', 'ltr'],
  ])('%s runs %s', (locale, direction) => {
    expect(createWords(locale).direction).toBe(direction);
  });

  test('never blames and never calls anything invalid', () => {
    for (const phrase of Object.values(allEnglish)) expect(phrase).not.toMatch(/invalid|oops|went wrong|!/i);
    const blame = /ungültig|invalide|no válid|ongeldig|non valid|inválid|無効/i;
    for (const phrases of Object.values(languages))
      for (const phrase of Object.values(phrases)) expect(phrase).not.toMatch(blame);
  });
});

describe('a phrase', () => {
  const found = '{count, plural, =0 {No app} one {# app} other {# apps in {place}}}';

  test.each([
    [0, 'No app'],
    [1, '1 app'],
    [1200, '1,200 apps in Acme'],
  ])('counts %i', (count, said) => {
    expect(formatPhrase(found, { count, place: 'Acme' }, 'en')).toBe(said);
  });

  test('groups numbers as the language does', () => {
    expect(formatPhrase('{count} Kontakte', { count: 1240 }, 'de')).toBe('1.240 Kontakte');
    expect(formatPhrase('{count} جهة اتصال', { count: 1240 }, 'ar-EG')).toBe('١٬٢٤٠ جهة اتصال');
  });

  test('uses the forms of a language with many', () => {
    const apps =
      '{count, plural, zero {لا تطبيقات} one {تطبيق} two {تطبيقان} few {# تطبيقات} many {# تطبيقًا} other {# تطبيق}}';
    expect([0, 1, 2, 3, 11, 100].map((count) => formatPhrase(apps, { count }, 'ar-u-nu-latn'))).toEqual([
      'لا تطبيقات',
      'تطبيق',
      'تطبيقان',
      '3 تطبيقات',
      '11 تطبيقًا',
      '100 تطبيق',
    ]);
  });

  test('does not read placeholders in what is filled in', () => {
    expect(formatPhrase('{app} and {vendor}', { app: '{vendor}', vendor: 'Acme' }, 'en')).toBe('{vendor} and Acme');
  });
});

describe('times', () => {
  const now = Date.parse('2026-03-03T12:00:00Z');
  const words = createWords('en');

  test.each([
    ['2026-03-03T11:59:55Z', 'just now'],
    ['2026-03-03T11:58:00Z', '2 minutes ago'],
    ['2026-03-03T09:00:00Z', '3 hours ago'],
    ['2026-03-02T09:00:00Z', 'yesterday'],
    ['2026-03-03T12:14:30Z', 'in 14 minutes'],
  ])('%s is %s', (iso, said) => {
    expect(words.relative(iso, now)).toBe(said);
  });

  test('that are none do not bring the page down', () => {
    expect(() => [words.relative('soon', now), words.exact('soon'), words.day('')]).not.toThrow();
  });
});

test('the first wish that is a language is spoken', () => {
  expect(localeOf([undefined, 'not a tag', 'de_AT', 'en'])).toBe('de-AT');
  expect(localeOf([null, ''])).toBe('en');
});
