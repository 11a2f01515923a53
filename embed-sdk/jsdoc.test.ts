import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DOORS = ['core', 'react', 'element', 'frame', 'server'].map((room) =>
  fileURLToPath(new URL(`./src/${room}/index.ts`, import.meta.url)),
);

/** Follows a door's names to the files that declare them. */
async function exportsOf(door: string): Promise<{ name: string; file: string }[]> {
  const source = await readFile(door, 'utf8');
  const imported = new Map<string, string>();
  const add = (names: string, path: string) => {
    for (const part of names.split(',')) imported.set(part.replace(/\btype\b/, '').trim(), join(dirname(door), path));
  };
  for (const [, names = '', path = ''] of source.matchAll(/(?:import|export)(?: type)? \{([^}]*)\} from '([^']+)'/g))
    add(names, path);
  return [...imported].filter(([name]) => name !== '').map(([name, file]) => ({ name, file }));
}

test.each(DOORS)('every export of %s has a comment that explains it', async (door) => {
  const exported = await exportsOf(door);
  expect(exported.length).toBeGreaterThan(0);
  const silent: string[] = [];
  for (const { name, file } of exported) {
    const source = await readFile(file, 'utf8');
    const declared = new RegExp(`^export (?:async )?(?:function|class|const|interface|type) ${name}\\b`, 'm').exec(
      source,
    );
    if (!declared || !source.slice(0, declared.index).trimEnd().endsWith('*/')) silent.push(name);
  }
  expect(silent).toEqual([]);
});
