import { closeDatabase } from '#server/db/pool.ts';
import { controlDb } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { boss, closeBoss } from '#server/jobs/boss.ts';
import { countFailedJobs } from '#server/jobs/failed-job.queries.ts';
import { deadLetterQueue, queues } from '#server/jobs/queues.ts';
import { exitWithSentence } from './exit-with-sentence.ts';
import { joinRunningDatabase } from './open-database.ts';

const usage = `npm run jobs:failed                      what has failed for good, of all environments
npm run jobs:failed -- --retry           all of it goes back into its queues
npm run jobs:failed -- --retry delivery  what one queue has lost goes back`;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Shows the jobs that failed as often as they may, and puts them back. */
async function main(): Promise<void> {
  const [flag, queue, ...rest] = process.argv.slice(2);
  const known = queue === undefined || Object.hasOwn(queues, queue);
  if ((flag !== undefined && flag !== '--retry') || !known || rest.length > 0) {
    throw new AppError('misconfigured', 'That can not be done with failed jobs.', { remedy: usage });
  }
  if (!joinRunningDatabase()) {
    throw new AppError('misconfigured', 'No database is set, and no Portico is running on this data folder.', {
      remedy: 'Set DATABASE_URL, or start Portico first and use the same PORTICO_DATA.',
    });
  }
  if (flag === '--retry') {
    say(`${await retryAll(queue)} jobs went back into their queues.`);
    return;
  }
  const failed = await countFailedJobs(controlDb());
  if (failed.length === 0) say('No job has failed for good.');
  for (const { queue: name, error, count, since } of failed)
    say(`${count} × ${name} since ${since.toISOString()}: ${error ?? 'no reason was given'}`);
}

/** Those that have failed until now: one that fails again meanwhile is not taken twice. */
async function retryAll(sourceName: string | undefined): Promise<number> {
  const instance = await boss();
  const createdBefore = new Date();
  let all = 0;
  while (true) {
    const moved = await instance.redrive(deadLetterQueue, { createdBefore, ...(sourceName && { sourceName }) });
    if (moved === 0) return all;
    all += moved;
  }
}

await main()
  .catch(exitWithSentence)
  .finally(async () => {
    await closeBoss();
    await closeDatabase();
  });
