import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const guide = read('docs/embed.md');

test('the guide names every event and attribute that there is', () => {
  const [, events = ''] =
    /export interface PorticoEvents \{([\s\S]*?)\n\}/.exec(read('embed-sdk/src/core/events.ts')) ?? [];
  const names = [...events.matchAll(/^ {2}'?([a-z][\w.]*)'?:/gm)].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);

  const element = read('embed-sdk/src/element/portico-integrations.tsx');
  const [, observed = ''] = /observedAttributes = \[([\s\S]*?)\]/.exec(element) ?? [];
  const attributes = [...observed.matchAll(/'([\w-]+)'/g)].map(([, name]) => name ?? '');
  expect(attributes).toContain('base-url');
  expect(attributes.filter((name) => !guide.includes(name))).toEqual([]);
});

test.each(['docs/embed.md', 'docs/accessibility.md', 'examples/README.md', 'examples/tokens/README.md'])(
  '%s leads to files that are there',
  (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  },
);
