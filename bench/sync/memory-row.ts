import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { withTenant } from '#server/db/tenant.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import type { Endings } from '../endings.ts';
import type { Row } from '../row.ts';
import { connectBulk } from './engine.ts';
import { Series } from './series.ts';

const script = join(import.meta.dirname, 'full-load-process.ts');
/** As many as a worker has slots, unless it is told another number. */
const slots = 10;
const seconds = 20;
const answer = z.object({ idle: z.number(), most: z.number() });

/** What a worker's process takes while every one of its slots loads an app for the first time. */
export async function memoryRow(origin: string, repetitions: number, endings: Endings): Promise<Row> {
  const series = new Series();
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const runs = [];
    for (let slot = 0; slot < slots; slot++) {
      const { environmentId, syncId } = await connectBulk(origin);
      const runId = await withTenant({ environmentId }, (tx) => triggerSync(tx, syncId, 'manual'));
      runs.push({ environmentId, runId });
    }
    const child = fork(script, [JSON.stringify({ runs, seconds })], {
      env: { ...process.env, PORTICO_LOG: 'silent' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    endings.add(() => void child.kill('SIGKILL'));
    const [message] = await once(child, 'message');
    const { idle, most } = answer.parse(message);
    await once(child, 'exit');
    series.add(most, idle);
  }
  return series.row(`memory of a process with ${slots} first loads at once / before them`, 'MB', {
    is: '≤',
    value: 400,
  });
}
