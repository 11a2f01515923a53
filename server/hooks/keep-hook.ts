import pg from 'pg';
import { withTenant } from '#server/db/tenant.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { announce } from '#server/jobs/boss.ts';
import type { TakenIn } from './read-events.ts';
import { storeEvents } from './store-events.ts';
import { Together } from './together.ts';

const mebibyte = 1024 * 1024;
/** Connection, resources, operator's intervention: PostgreSQL's classes of what is wrong with no row. */
const ofEverybody = new Set(['08', '53', '57']);

const keeping = new Together(keepAll, {
  // A row costs something, however little it says.
  weigh: ({ request }: TakenIn) => request.body.length + 4096,
  mostAtOnce: 4 * mebibyte,
  mostWaiting: 64 * mebibyte,
  mayBeOnes: (error) => error instanceof pg.DatabaseError && !ofEverybody.has(error.code?.slice(0, 2) ?? ''),
});

/**
 * Keeps what was told and resolves when it is committed. False where who tells is not any more as it was known: then
 * nothing was kept. Those of an environment who wait at the same moment share a transaction and its wait for the disk.
 */
export const keepHook = (environmentId: EnvironmentId, taken: TakenIn): Promise<boolean> =>
  keeping.add(environmentId, taken);

async function keepAll(environmentId: EnvironmentId, hooks: TakenIn[]): Promise<boolean[]> {
  const { are, stored } = await withTenant({ environmentId }, (tx) => storeEvents(tx, hooks));
  if (stored > 0) announce('hook');
  return are;
}
