import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});

/** The first versions without a known hole that matters here. */
const floors: Record<string, string> = {
  next: '16.4.5',
  react: '19.2.6',
  'next-auth': '4.24.15',
  '@trpc/server': '11.8.0',
  kysely: '0.28.17',
  'pg-boss': '12.35.0',
  undici: '7.24.0',
};

const never = ['axios', 'vm2', 'request'];

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const atLeast = (version: string, floor: string) => version.localeCompare(floor, 'en', { numeric: true }) >= 0;

test('what is locked is at or above the floor', () => {
  const { packages } = lock.parse(read('package-lock.json'));
  for (const [name, floor] of Object.entries(floors)) {
    const version = packages[`node_modules/${name}`]?.version ?? 'none';
    expect(atLeast(version, floor), `${name} ${version}, floor ${floor}`).toBe(true);
  }
  for (const name of never) expect(Object.keys(packages)).not.toContain(`node_modules/${name}`);
});

test('every dependency is pinned exactly, and the lockfile names no registry', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest.parse(read('package.json'));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  }
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http');
});
