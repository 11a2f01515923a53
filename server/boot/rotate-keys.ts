import { systemClock } from '#server/clock.ts';
import { closeDatabase } from '#server/db/pool.ts';
import { controlDb } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { destroyRetiredKeys } from '#server/keys/destroy-retired-keys.ts';
import { rewrapDataKeys } from '#server/keys/rewrap-data-keys.ts';
import { rotateDataKey } from '#server/keys/rotate-data-key.ts';
import { exitWithSentence } from './exit-with-sentence.ts';
import { joinRunningDatabase } from './open-database.ts';

const usage = `npm run keys:rotate -- --data     a new data key for each environment; everything is sealed anew with it
npm run keys:rotate -- --master   the data keys are wrapped with the key of today; the one before is in PORTICO_KEY_PREVIOUS`;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Changes keys beside a running Portico. It may be ended at any moment and begun again. */
async function main(): Promise<void> {
  const [flag, ...rest] = process.argv.slice(2);
  const acts: Record<string, (environmentId: EnvironmentId) => Promise<string>> = {
    '--data': changeDataKey,
    '--master': changeMasterKey,
  };
  const act = flag !== undefined && rest.length === 0 && Object.hasOwn(acts, flag) ? acts[flag] : undefined;
  if (!act) throw new AppError('misconfigured', 'Say which keys are to be changed.', { remedy: usage });
  if (!joinRunningDatabase()) {
    throw new AppError('misconfigured', 'No database is set, and no Portico is running on this data folder.', {
      remedy: 'Set DATABASE_URL, or start Portico first and use the same PORTICO_DATA.',
    });
  }
  const environments = await controlDb().selectFrom('environment').select(['id', 'name']).orderBy('id').execute();
  for (const { id, name } of environments) say(`${name} (${id}): ${await act(id as EnvironmentId)}`);
  say(flag === '--data' ? dataEpilogue : masterEpilogue);
}

const dataEpilogue =
  'Done. A retired key is destroyed by a worker, or by this command, 15 minutes after it was retired and once nothing names it.';
const masterEpilogue =
  'Done. PORTICO_KEY_PREVIOUS can be removed, and every process restarted without it. Keep the old key as long as backups need it.';

async function changeDataKey(environmentId: EnvironmentId): Promise<string> {
  const destroyed = await destroyRetiredKeys({ environmentId }, systemClock.now());
  const { resealed, retired } = await rotateDataKey({ environmentId });
  return `${resealed} values sealed anew, ${retired} retired keys left, ${destroyed} destroyed.`;
}

async function changeMasterKey(environmentId: EnvironmentId): Promise<string> {
  return `${await rewrapDataKeys({ environmentId })} data keys wrapped anew.`;
}

await main().catch(exitWithSentence).finally(closeDatabase);
