import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

const text = (...lines: string[]) => lines.join('\n');
const short = (before: string, after: string) =>
  lineDiff(before, after, 1).map(({ kind, text: line }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${line}`);

test('what changed stands among a few lines around it', () => {
  expect(short(text('a', 'b', 'c', 'd', 'e', 'f'), text('a', 'b', 'x', 'd', 'e', 'f'))).toEqual([
    ' b',
    '-c',
    '+x',
    ' d',
    ' ⋯',
  ]);
  expect(short(text('a', 'b'), text('a', 'b', 'c'))).toEqual([' b', '+c']);
  expect(short(text('a', 'b', 'c', 'd'), text('b', 'c', 'd', 'e'))).toEqual(
    ['-a', ' b', ' ⋯', '+e'].toSpliced(2, 1, ' ⋯', ' d'),
  );
});

test('nothing is said of what is the same', () => {
  expect(lineDiff('a\nb', 'a\nb')).toEqual([]);
});

test('very long texts are told as one and the other', () => {
  const lines = (sign: string) => Array.from({ length: 5_000 }, (_, at) => `${sign}${at}`).join('\n');
  expect(lineDiff(lines('a'), lines('b'))).toHaveLength(10_000);
});
