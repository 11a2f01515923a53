import { migrate } from '#server/db/migrate.ts';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { exitWithSentence } from './exit-with-sentence.ts';
import { joinRunningDatabase } from './open-database.ts';

/** `npm run migrate`: brings the database up to date without starting anything, for those who do it before they let new processes in. */
async function main(): Promise<void> {
  const ownerUrl = joinRunningDatabase() ? env().DATABASE_URL : undefined;
  if (ownerUrl === undefined) {
    throw new AppError('misconfigured', 'No database is set, and no Portico is running on this data folder.', {
      remedy: 'Set DATABASE_URL.',
    });
  }
  const done = await migrate({ ownerUrl });
  process.stdout.write(
    done.length === 0 ? 'The database is up to date.\n' : `Brought up to date: ${done.join(', ')}.\n`,
  );
}

await main().catch(exitWithSentence);
