import { expect, test } from 'vitest';
import { lineAt, nodeAround, nodeAt, parseJson } from './json-nodes.ts';

const good = `{
  "name": "Acme",
  "auth": { "scopes": ["a", "b\\u00e4"], "on": true },
  "n": -1.5e3
}`;

test('a good text has its value and the place of each part', () => {
  const { value, nodes } = parseJson(good);
  expect(value).toEqual(JSON.parse(good));
  const scope = nodeAt(nodes, ['auth', 'scopes', 1]);
  expect(good.slice(scope?.start, scope?.end)).toBe('"b\\u00e4"');
  expect(lineAt(good, scope?.start ?? 0)).toBe(3);
  expect(nodeAt(nodes, ['auth', 'missing', 'deeper'])?.path).toEqual(['auth']);
  expect(nodeAround(nodes, good.indexOf('"on"'))?.path).toEqual(['auth']);
  expect(nodeAround(nodes, 1)?.path).toEqual([]);
});

test.each([
  ['{ "a": 1 "b": 2 }', 1, 'Here should be } or a comma.'],
  ['{\n  "a": 1,\n}', 3, 'After the last entry there is no comma.'],
  ['{\n  a: 1 }', 2, 'Here should be a name in double quotes.'],
  ['{ "a" 1 }', 1, 'Here should be : after the name.'],
  ['[1,\n 2,\n tru]', 3, 'Here should be a value'],
  ['{ "a": "b', 1, 'This text has no closing quote'],
  ['{ "a": ', 1, 'The text ends here'],
  ['{} x', 1, 'The JSON has ended before this.'],
  ['[01]', 1, 'Here should be'],
])('%j: the mistake is in line %i', (text, line, message) => {
  const { mistake } = parseJson(text);
  expect(mistake?.message).toContain(message);
  expect(lineAt(text, mistake?.at ?? -1)).toBe(line);
});

test('what is nested without end is a mistake, too', () => {
  expect(parseJson('['.repeat(200_000)).mistake?.message).toBe('This is nested too deep.');
});
