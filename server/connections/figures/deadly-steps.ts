import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from '#server/env.ts';
import { keepInSpool } from '../drain-spool.ts';
import { type RenewalSteps, renewalSteps } from '../renewal-steps.ts';

/** Where a process is killed around a renewal. */
export const points = [
  'before the claim',
  'after the claim',
  'before the call',
  'while the app answers',
  'before the commit',
  'after the commit',
  'during the spool',
] as const;

export type Point = (typeof points)[number];

/** The real steps, and the end of this process (SIGKILL) at one point of them. `before the call` (it has arrived, and nothing was done yet) and `while the app answers` are for the app to choose. */
export function deadlySteps(dieAt: Point | undefined, variant: number): RenewalSteps {
  const at = async (point: Point): Promise<void> => {
    if (point !== dieAt) return;
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  };
  return {
    async claim(tx, input) {
      await at('before the claim');
      return renewalSteps.claim(tx, input);
    },
    async call(input) {
      await at('after the claim');
      const renewed = await renewalSteps.call(input);
      await at('before the commit');
      return renewed;
    },
    async store(tx, renewed) {
      if (dieAt === 'during the spool') throw new Error('The database is gone.');
      return renewalSteps.store(tx, renewed);
    },
    async spool(entry) {
      // Before anything is written, in the middle of the file, and when it is on the disk.
      if (variant % 3 === 1) writeHalf(`${entry.environmentId}.${entry.connectionId}.${entry.version}`, entry);
      if (variant % 3 === 2) await keepInSpool(entry);
      await at('during the spool');
    },
  };
}

function writeHalf(name: string, entry: object): void {
  const folder = env().PORTICO_SPOOL ?? '';
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.sealed.json`), JSON.stringify(entry).slice(0, 200));
}
