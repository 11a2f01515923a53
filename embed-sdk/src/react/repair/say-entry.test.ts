import { expect, test } from 'vitest';
import { de } from '../phrases/de.ts';
import { sayWhy } from '../phrases/say-why.ts';
import { createWords } from '../phrases/words.ts';
import { sayEntry } from './say-entry.ts';

const speak = (locale: string, spoken = {}) => {
  const words = createWords(locale, spoken);
  return { words, t: words.t };
};
const german = speak('de', de);
const english = speak('en');

test('a line of the log is said in the reader’s language, with its numbers', () => {
  const values = { added: 1200, updated: 3, deleted: 0, label: 'Kontakte', app: 'Tidewater' };
  expect(sayEntry(german, { code: 'changed', values, sentence: 'x' })).toBe(
    'Tidewater: 1.200 neu und 3 geändert Kontakte.',
  );
  expect(sayEntry(german, { code: 'arrived', values, sentence: 'x' })).toBe(
    '1.200 Kontakte sind aus Tidewater angekommen.',
  );
  const failed = { class: 'app_down', app: 'Tidewater', said: 'Back at noon.' };
  expect(sayEntry(german, { code: 'run_failed', values: failed, sentence: 'x' })).toBe(
    'Tidewater antwortet nicht. Wörtlich: „Back at noon.“',
  );
});

test('what has no phrase is said as the server said it', () => {
  expect(sayEntry(german, { code: 'of_tomorrow', values: {}, sentence: 'As it is.' })).toBe('As it is.');
  expect(sayEntry(german, { sentence: 'As it was.' })).toBe('As it was.');
  expect(sayWhy(german, { code: 'protocol', values: { app: 'A' }, sentence: 'As it is.' })).toBe('As it is.');
  // English comes with the parts that need it; before that, the server's own is English.
  expect(sayWhy(english, { code: 'expired', values: { app: 'A' }, sentence: 'As it is.' })).toBe('As it is.');
});
