import { closeDatabase } from '#server/db/pool.ts';
import { pingDatabase } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { closeEgress } from '#server/http/egress.ts';
import { boss, closeBoss } from '#server/jobs/boss.ts';
import { startWork } from '#server/jobs/work.ts';
import { masterKey } from '#server/keys/key-provider.ts';
import { log } from '#server/log.ts';
import { onShutdown } from './on-shutdown.ts';
import { joinRunningDatabase } from './open-database.ts';

/** Starts a worker on a database that a Portico has already set up. */
export async function startWorker(): Promise<void> {
  masterKey();
  if (env().PORTICO_WORKER_SLOTS === 0) {
    throw new AppError('misconfigured', 'A worker with PORTICO_WORKER_SLOTS=0 would do nothing.', {
      remedy: 'Set it to the number of jobs to run at once.',
    });
  }
  if (!joinRunningDatabase()) {
    throw new AppError('misconfigured', 'No database is set, and no Portico is running on this data folder.', {
      remedy: 'Set DATABASE_URL, or start Portico (npm start, npm run demo) first and use the same PORTICO_DATA.',
    });
  }
  // It may go away between the two.
  await pingDatabase()
    .then(() => boss())
    .catch((cause: unknown) => {
      if (cause instanceof AppError) throw cause;
      throw new AppError('unavailable', 'The database can not be reached as the role portico_app.', {
        cause,
        remedy: 'Start Portico once on this DATABASE_URL (npm start): it sets the database up. Use the same key.',
      });
    });
  const work = startWork();
  onShutdown(async () => {
    await work.stop();
    await closeBoss();
    await closeDatabase();
    await closeEgress();
  });
  log.info('A worker is ready.', { count: env().PORTICO_WORKER_SLOTS });
}
