import { afterEach, expect, test, vi } from 'vitest';
import { keptBriefly } from './kept-briefly.ts';

afterEach(() => vi.useRealTimers());

const credential = (token: string) => ({ kind: 'fields' as const, fields: { token } });

test('a credential is read every other second, and at once where the app refuses it', async () => {
  vi.useFakeTimers();
  let read = 0;
  const source = keptBriefly({
    get: async () => credential(`read ${++read}`),
    refused: async () => credential('renewed'),
  });
  expect([await source.get(), await source.get()]).toEqual([credential('read 1'), credential('read 1')]);
  vi.advanceTimersByTime(2_000);
  expect(await source.get()).toEqual(credential('read 2'));
  expect(await source.refused(credential('read 2'))).toEqual(credential('renewed'));
  expect(await source.get()).toEqual(credential('read 3'));
});

test('a credential that could not be read is asked for again', async () => {
  let tries = 0;
  const source = keptBriefly({
    get: async () => {
      tries += 1;
      if (tries === 1) throw new Error('The database is away.');
      return credential('there');
    },
    refused: async () => credential('renewed'),
  });
  await expect(source.get()).rejects.toThrow('away');
  expect(await source.get()).toEqual(credential('there'));
});
