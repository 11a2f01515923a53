import { expect, test } from 'vitest';
import { readView, viewAddress } from './catalogue-address.ts';

test('what is shown stands in the address, and nothing else', () => {
  const view = { search: 'a & b', category: 'HR', page: 3 };
  expect(viewAddress(view)).toBe('/connectors?search=a+%26+b&category=HR&page=3');
  expect(readView(Object.fromEntries(new URL(viewAddress(view), 'http://portico.test').searchParams))).toEqual(view);
  expect(viewAddress({ search: '  ', category: '', page: 1 })).toBe('/connectors');
});

test('an address that somebody made up shows the catalogue', () => {
  for (const page of ['0', '-1', '1.5', 'x', '1e99', '']) expect(readView({ page }).page).toBe(1);
  expect(readView({ search: ['one', 'two'], category: undefined })).toEqual({ search: 'one', category: '', page: 1 });
  expect(readView({ search: 'x'.repeat(10_000) }).search).toHaveLength(100);
});
