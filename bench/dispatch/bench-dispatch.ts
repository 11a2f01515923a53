import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import { dispatchRows } from './dispatch-rows.ts';
import { fairnessRows } from './fairness-rows.ts';
import { processRows } from './process-rows.ts';
import { pumpRows } from './pump-rows.ts';
import { seedEnvironment } from './seed-schedules.ts';

/** When what is due is started, and for whom: schedules, fairness, the start of a job, and many workers. */
export const benchDispatch: Bench = async ({ schedules, repetitions, say, endings }) => {
  const owner = await openBenchDatabase(endings);
  const environmentId = await seedEnvironment();
  const input = { owner, environmentId, schedules, repetitions, endings };
  const rows = [];
  for (const [name, measure] of Object.entries({ dispatchRows, fairnessRows, pumpRows, processRows })) {
    say(`  ${name}`);
    rows.push(...(await measure(input)));
  }
  return rows;
};
