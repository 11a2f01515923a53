import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const script = join(import.meta.dirname, 'chaos.ts');
const timeoutMs = 240_000;

test(
  'workers killed in the middle of a sync, over a bad road, lose nothing, double nothing, and leave the feed without a gap',
  async () => {
    const troubles = ['--kills', '6', '--pauses', '0', '--database-stops', '0', '--bad-pages', '25'];
    const flags = ['--records', '4000', '--workers', '2', ...troubles];
    // It runs on a durable database of its own, with nothing of this test's settings.
    const { DATABASE_URL: _, PORTICO_KEY: __, ...environment } = process.env;
    const { stdout } = await run(process.execPath, [script, ...flags], { env: environment, timeout: timeoutMs }).catch(
      (error: { stdout: string; stderr: string }) => ({ stdout: error.stdout + error.stderr }),
    );
    expect(stdout).toMatch(/^Nothing lost, nothing doubled: 6 kills/m);
    expect(stdout).toMatch(/ [1-9]\d* answered with 304$/m);
  },
  timeoutMs + 10_000,
);
