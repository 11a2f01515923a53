import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUDGETS, buildAll } from './build.ts';

let folder = '';
let sizes: Awaited<ReturnType<typeof buildAll>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-embed-'));
  sizes = await buildAll(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const filesOf = async () =>
  Promise.all(
    (await readdir(folder)).map(async (name) => ({ name, code: await readFile(join(folder, name), 'utf8') })),
  );

test.each(['core', 'react', 'element', 'frame', 'frame-page', 'portal-page'] as const)(
  '%s is within its budget, gzipped',
  (name) => {
    expect(sizes[name]).toBeGreaterThan(0);
    expect(sizes[name]).toBeLessThanOrEqual(BUDGETS[name]);
  },
);

test('no file evaluates text as code, and none writes a cookie or to storage', async () => {
  for (const { name, code } of await filesOf())
    for (const forbidden of [/\beval\(/, /new Function\b/, /document\.cookie/, /localStorage|sessionStorage|indexedDB/])
      expect([name, forbidden.test(code)]).toEqual([name, false]);
});

test('all but react stand alone; react asks for React only', async () => {
  for (const { name, code } of await filesOf()) {
    const imports = [...code.matchAll(/(?:from|import)\s*\(?["']([^"']+)["']/g)].map((match) => match[1] ?? '');
    const outside = imports.filter((path) => !path.startsWith('./'));
    const allowed = name.startsWith('react') ? ['react', 'react/jsx-runtime'] : [];
    expect([name, outside.filter((path) => !allowed.includes(path))]).toEqual([name, []]);
  }
});
