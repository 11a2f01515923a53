import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const script = join(import.meta.dirname, 'chaos.ts');
const isFull = process.env.FIGURES === 'full';

interface Chaos {
  flags: string[];
  kills: number;
  minutes: number;
}

const troubles = ['--kills', '6', '--pauses', '0', '--database-stops', '0', '--bad-pages', '25'];
const short: Chaos[] = [{ flags: ['--records', '4000', '--workers', '2', ...troubles], kills: 6, minutes: 4 }];
const full: Chaos[] = [
  { flags: ['--full'], kills: 50, minutes: 45 },
  { flags: ['--full', '--workers', '4'], kills: 50, minutes: 45 },
];

test.each(isFull ? full : short)(
  'workers killed in the middle of a sync, over a bad road, lose nothing, double nothing, and leave the feed without a gap ($flags)',
  async ({ flags, kills, minutes }) => {
    // It runs on a durable database of its own, with nothing of this test's settings.
    const { DATABASE_URL: _, PORTICO_KEY: __, ...environment } = process.env;
    const timeout = minutes * 60_000;
    const { stdout } = await run(process.execPath, [script, ...flags], { env: environment, timeout }).catch(
      (error: { stdout: string; stderr: string }) => ({ stdout: error.stdout + error.stderr }),
    );
    for (const line of stdout.split('\n').filter((one) => one !== ''))
      process.stdout.write(`crash-safe sync: ${line.trim()}\n`);
    expect(stdout).toMatch(new RegExp(`^Nothing lost, nothing doubled: ${kills} kills`, 'm'));
    expect(stdout).toMatch(/ [1-9]\d* answered with 304$/m);
  },
  46 * 60_000,
);
