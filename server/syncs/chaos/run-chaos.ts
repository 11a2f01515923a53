import { closeDatabase } from '#server/db/pool.ts';
import { resetEnv } from '#server/env.ts';
import { closeBoss } from '#server/jobs/boss.ts';
import { chanceOf } from './chance.ts';
import { ChaosDatabase } from './chaos-database.ts';
import type { ChaosSettings } from './chaos-settings.ts';
import { checkApp } from './check-app.ts';
import { checkHistory, type Store } from './check-history.ts';
import { checkReader } from './check-reader.ts';
import { ConnectedTidewater } from './connected-tidewater.ts';
import { FeedReader } from './feed-reader.ts';
import { directSource, restSource } from './feed-sources.ts';
import { keepHistory, readHistory } from './history.ts';
import { makeTrouble, passMs, type Trouble } from './make-trouble.ts';
import { SyncWatch } from './sync-watch.ts';

export interface ChaosResult {
  trouble: Trouble;
  store: Store;
  changes: ConnectedTidewater['changes'];
  /** How many records the app had in the end. */
  inApp: number;
  readers: FeedReader[];
  /** A sentence for each promise that was broken. */
  broken: string[];
}

const pageSize = 200;

/**
 * A sync in a bad world: workers are killed and frozen and the database is stopped while contacts change at the app and
 * readers follow the feed. What came of it is compared with the app's own state and with the database's own history.
 */
export async function runChaos(settings: ChaosSettings, ends: (() => Promise<void>)[]): Promise<ChaosResult> {
  Object.assign(process.env, { PORTICO_RUN_LEASE_SECONDS: '1', PORTICO_WORKER_SLOTS: '0', PORTICO_LOG: 'silent' });
  resetEnv();
  const database = new ChaosDatabase();
  ends.push(() => database.remove());
  await database.open();
  ends.push(async () => {
    await closeBoss();
    await closeDatabase();
  });
  await keepHistory(database);
  const tidewater = await ConnectedTidewater.start(settings.records);
  ends.push(() => tidewater.close());
  const { seeded, secretKey } = tidewater;
  await tidewater.answerSlowly(Math.ceil(passMs / Math.ceil(settings.records / pageSize)));

  const readers = [
    new FeedReader('REST reader', restSource(seeded, secretKey), chanceOf(settings.seed, 'REST reader')),
    new FeedReader('reader with numbers', directSource(seeded), chanceOf(settings.seed, 'reader with numbers')),
  ];
  for (const reader of readers) reader.start();
  const watch = new SyncWatch(database, seeded, secretKey);
  const trouble = await makeTrouble({ database, tidewater, watch, settings });
  for (const reader of readers) await reader.finish();

  const [store, commits, app] = [await watch.store(), await readHistory(database), await tidewater.contacts()];
  const last = await watch.latestRun();
  const broken = [
    ...(last.status === 'succeeded' ? [] : [`The last run ${last.status}: ${last.error?.sentence ?? ''}`]),
    ...trouble.fallen.map((said) => `A worker ended by itself; its log ends with: ${said.slice(-600)}`),
    ...checkApp(app, store.records),
    ...checkHistory(commits, store),
    ...readers.flatMap((reader) => checkReader(reader, commits, store.records)),
  ];
  return { trouble, store, changes: tidewater.changes, inApp: app.size, readers, broken };
}
