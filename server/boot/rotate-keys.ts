import { systemClock } from '#server/clock.ts';
import { closeDatabase } from '#server/db/pool.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { AppError } from '#server/errors.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { closeBoss } from '#server/jobs/boss.ts';
import { destroyRetiredKeys } from '#server/keys/destroy-retired-keys.ts';
import { rewrapDataKeys } from '#server/keys/rewrap-data-keys.ts';
import { rotateDataKey } from '#server/keys/rotate-data-key.ts';
import { replaceRecordKey } from '#server/records/encrypt-records.ts';
import { exitWithSentence } from './exit-with-sentence.ts';
import { joinRunningDatabase } from './open-database.ts';

const usage = `npm run keys:rotate -- --data     a new data key for each environment; everything is sealed anew with it
npm run keys:rotate -- --records  a new key for the records of each environment that encrypts them; a worker seals them anew
npm run keys:rotate -- --master   the data keys are wrapped with the key of today; the one before is in PORTICO_KEY_PREVIOUS`;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Changes keys beside a running Portico. It may be ended at any moment and begun again. */
async function main(): Promise<void> {
  const [flag, ...rest] = process.argv.slice(2);
  const acts: Record<string, (environmentId: EnvironmentId) => Promise<string>> = {
    '--data': changeDataKey,
    '--records': changeRecordKey,
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
  say(epilogues[flag ?? ''] ?? '');
}

const epilogues: Record<string, string> = {
  '--data':
    'Done. A retired key is destroyed by a worker, or by this command, 15 minutes after it was retired and once nothing names it.',
  '--records':
    'Workers seal the records anew from now on; GET /api/v1/encryption says `sealing` until that is done. The old key is destroyed 15 minutes later.',
  '--master':
    'Done. PORTICO_KEY_PREVIOUS can be removed, and every process restarted without it. Keep the old key as long as backups need it.',
};

async function changeDataKey(environmentId: EnvironmentId): Promise<string> {
  const destroyed = await destroyRetiredKeys({ environmentId }, systemClock.now());
  const { resealed, retired } = await rotateDataKey({ environmentId });
  return `${resealed} values sealed anew, ${retired} retired keys left, ${destroyed} destroyed.`;
}

async function changeRecordKey(environmentId: EnvironmentId): Promise<string> {
  return withTenant({ environmentId }, async (tx) => {
    const { record_encryption: state } = await getEnvironment(tx);
    if (state !== 'on' && state !== 'sealing') return 'its records are not encrypted.';
    await replaceRecordKey(tx);
    return 'a new key; what is there is sealed anew in the background.';
  });
}

async function changeMasterKey(environmentId: EnvironmentId): Promise<string> {
  return `${await rewrapDataKeys({ environmentId })} data keys wrapped anew.`;
}

await main()
  .catch(exitWithSentence)
  .finally(async () => {
    await closeBoss();
    await closeDatabase();
  });
