import { expect, test } from 'vitest';
import type { Block, Inline } from './markdown.ts';
import { readMarkdown } from './read-markdown.ts';

const paragraph = (...content: Inline[]): Block => ({ kind: 'paragraph', content });

test('words are read with their emphasis, code and links', () => {
  expect(
    readMarkdown('A **big** _small *word*_ and `a_b`: <https://a.example>, [here](https://b.example/x_(y)).'),
  ).toEqual([
    paragraph(
      'A ',
      { kind: 'strong', content: ['big'] },
      ' ',
      { kind: 'emphasis', content: ['small ', { kind: 'emphasis', content: ['word'] }] },
      ' and ',
      { kind: 'code', text: 'a_b' },
      ': ',
      { kind: 'link', href: 'https://a.example', content: ['https://a.example'] },
      ', ',
      { kind: 'link', href: 'https://b.example/x_(y)', content: ['here'] },
      '.',
    ),
  ]);
});

test('a link by name is found wherever its address stands; a name without one is text', () => {
  expect(
    readMarkdown('[Limits][l] and [limits], not [this].\n\n[l]: https://a.example\n[limits]: https://b.example'),
  ).toEqual([
    paragraph(
      { kind: 'link', href: 'https://a.example', content: ['Limits'] },
      ' and ',
      { kind: 'link', href: 'https://b.example', content: ['limits'] },
      ', not [this].',
    ),
  ]);
});

test('names with underscores, stars of sums and escaped marks stay text', () => {
  expect(readMarkdown(String.raw`updated_since 2 * 3 * 4, snake_case_name, \*not\*, _ x`)).toEqual([
    paragraph('updated_since 2 * 3 * 4, snake_case_name, *not*, _ x'),
  ]);
});

test('a list holds paragraphs, code, tables and lists, and goes on in pushed-in lines', () => {
  const source =
    '1. One\n   goes on:\n\n   | a | b |\n   | --- | --- |\n   | `x` | y |\n2. Two\n   - inner\n\n     ```sh\n     run me\n     ```\n\nAfter';
  expect(readMarkdown(source)).toEqual([
    {
      kind: 'list',
      ordered: true,
      items: [
        [
          paragraph('One goes on:'),
          { kind: 'table', head: [['a'], ['b']], rows: [[[{ kind: 'code', text: 'x' }], ['y']]] },
        ],
        [
          paragraph('Two'),
          { kind: 'list', ordered: false, items: [[paragraph('inner'), { kind: 'code', text: 'run me' }]] },
        ],
      ],
    },
    paragraph('After'),
  ]);
});

test('headings and paragraphs follow each other; a number at a line’s beginning is no list in a sentence', () => {
  expect(readMarkdown('# Acme\nSince the year\n2026. It works.\n## More ##\n- a\n- b')).toEqual([
    { kind: 'heading', level: 1, content: ['Acme'] },
    paragraph('Since the year 2026. It works.'),
    { kind: 'heading', level: 2, content: ['More'] },
    { kind: 'list', ordered: false, items: [[paragraph('a')], [paragraph('b')]] },
  ]);
});

test('HTML is text, and a link leads to http(s) or nowhere', () => {
  const source =
    '<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d][e]\n\n[e]: vbscript:x';
  const read = JSON.stringify(readMarkdown(source));
  expect(read).toContain('<script>alert(1)</script> <img src=x onerror=alert(1)> a b c d');
  expect(read).not.toContain('"link"');
});

test('marks that are never closed are text, and cost no time', () => {
  const started = performance.now();
  for (const mark of ['*', '**', '_', '`', '[', '<https://', '[a](', '*a', '_a', '`a``', '| ']) {
    expect(readMarkdown(mark.repeat(5_000))).toBeDefined();
  }
  expect(performance.now() - started).toBeLessThan(2_000);
});
