import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const data = mkdtempSync(join(tmpdir(), 'portico-data-'));
afterAll(() => rmSync(data, { recursive: true, force: true, maxRetries: 10 }));

const program = `
  const { openDatabase } = await import('#server/boot/open-database.ts');
  const opened = await openDatabase(() => {}).catch((error) => error);
  process.stdout.write(opened instanceof Error ? opened.message : 'open');
  if (!(opened instanceof Error)) await opened.stop();`;

/** What comes of opening the embedded database in a process with these keys. */
async function openWith(keys: Record<string, string>): Promise<string> {
  const { DATABASE_URL: _, PORTICO_KEY: __, ...rest } = process.env;
  const env = { ...rest, PORTICO_DATA: data, ...keys };
  return (await run(process.execPath, ['--input-type=module', '-e', program], { cwd: root, env })).stdout;
}

test('the embedded database follows a change of the key, as long as the one before is there too', async () => {
  const [old, anew] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  expect(await openWith({ PORTICO_KEY: old })).toBe('open');
  expect(await openWith({ PORTICO_KEY: anew })).toMatch(/is not that of the database/);
  expect(await openWith({ PORTICO_KEY: anew, PORTICO_KEY_PREVIOUS: old })).toBe('open');
  expect(await openWith({ PORTICO_KEY: anew })).toBe('open');
}, 120_000);
