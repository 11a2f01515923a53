import { expect, test } from 'vitest';
import { Together } from './together.ts';

const limits = { weigh: (item: string) => item.length, mostAtOnce: 6, mostWaiting: 20, mayBeOnes: () => true };

/** Each turn waits until it is let go. */
function held() {
  const turns: { items: string[]; go: () => void }[] = [];
  const together = new Together(async (_key: string, items: string[]) => {
    await new Promise<void>((resolve) => turns.push({ items, go: resolve }));
    if (items.includes('bad')) throw new Error('One is bad.');
    return items.map((item) => item.toUpperCase());
  }, limits);
  const letGo = async () => {
    turns.at(-1)?.go();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { turns, together, letGo };
}

test('the first is served at once, those who come meanwhile together, up to as much as goes at once', async () => {
  const { turns, together, letGo } = held();
  const results = ['a', 'bb', 'ccc', 'dd', 'too long', 'e'].map((item) => together.add('k', item));
  while (turns.length === 0 || turns.flatMap(({ items }) => items).length < 6) await letGo();
  await letGo();
  expect(turns.map(({ items }) => items)).toEqual([['a'], ['bb', 'ccc'], ['dd'], ['too long'], ['e']]);
  expect(await Promise.all(results)).toEqual(['A', 'BB', 'CCC', 'DD', 'TOO LONG', 'E']);
});

test('one key does not wait for another', async () => {
  const { turns, together } = held();
  void together.add('one', 'a');
  void together.add('other', 'b');
  expect(turns.map(({ items }) => items)).toEqual([['a'], ['b']]);
});

test('what goes wrong with one goes wrong for it alone', async () => {
  const { turns, together, letGo } = held();
  const results = Promise.allSettled(['a', 'b', 'bad', 'c'].map((item) => together.add('k', item)));
  while (turns.length < 5) await letGo();
  await letGo();
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

test('when too much waits, who comes is sent away', async () => {
  const { together } = held();
  void together.add('k', 'a');
  void together.add('k', 'x'.repeat(20));
  await expect(together.add('k', 'y')).rejects.toThrow('Too much is waiting already.');
});
