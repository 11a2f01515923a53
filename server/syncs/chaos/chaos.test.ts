import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const script = join(import.meta.dirname, 'chaos.ts');
const timeoutMs = 180_000;

test(
  'a worker killed ten times in the middle of a sync loses nothing, doubles nothing, and leaves the feed without a gap',
  async () => {
    const flags = ['--records', '5000', '--kills', '10', '--pauses', '0', '--database-stops', '0'];
    // It runs on a durable database of its own, with nothing of this test's settings.
    const { DATABASE_URL: _, PORTICO_KEY: __, ...environment } = process.env;
    const { stdout } = await run(process.execPath, [script, ...flags], { env: environment, timeout: timeoutMs }).catch(
      (error: { stdout: string; stderr: string }) => ({ stdout: error.stdout + error.stderr }),
    );
    expect(stdout).toMatch(/^Nothing lost, nothing doubled: 10 kills/m);
  },
  timeoutMs + 10_000,
);
