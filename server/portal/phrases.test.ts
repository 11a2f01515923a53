import { expect, test } from 'vitest';
import { portalPhrases } from './phrases.ts';

test('the hosted page says everything in eight languages, with the same names to fill in', () => {
  const namesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort();
  const { en, ...others } = portalPhrases;
  expect(Object.keys(others)).toHaveLength(7);
  for (const [language, words] of Object.entries(others))
    for (const [key, text] of Object.entries(en ?? {})) {
      const said = Object.entries(words).find(([name]) => name === key)?.[1] ?? '';
      expect(said, `${language} ${key}`).not.toBe('');
      expect([language, key, namesIn(said)]).toEqual([language, key, namesIn(text)]);
    }
});
