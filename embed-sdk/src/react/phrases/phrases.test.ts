import { describe, expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { formatPhrase } from './format-phrase.ts';
import { loadPhrases } from './load-phrases.ts';
import { createWords, localeOf } from './words.ts';

const placeholders = (phrase: string) => [...phrase.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]).sort();

describe('the languages', () => {
  test('have the same phrases, with the same placeholders', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
    for (const [key, phrase] of Object.entries(en)) {
      const other = Object.entries(de).find(([name]) => name === key)?.[1] ?? '';
      expect([key, placeholders(other)]).toEqual([key, placeholders(phrase)]);
    }
  });

  test('are loaded when spoken; one that is not spoken is English', async () => {
    expect(await loadPhrases('de')).toBe(de);
    expect(await loadPhrases('xx')).toEqual({});
    expect(createWords('xx').t('action.cancel')).toBe('Cancel');
  });

  test('can be overridden phrase by phrase', () => {
    const words = createWords('de', de, { 'catalogue.title': 'Anbindungen' });
    expect(words.t('catalogue.title')).toBe('Anbindungen');
    expect(words.t('action.cancel')).toBe('Abbrechen');
  });

  test('never blame and never call anything invalid', () => {
    for (const phrase of Object.values(en)) expect(phrase).not.toMatch(/invalid|oops|went wrong|!/i);
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
