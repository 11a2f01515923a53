import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closeDatabase } from '#server/db/pool.ts';
import { resetEnv } from '#server/env.ts';
import { closeBoss } from '#server/jobs/boss.ts';
import { checkLedger } from './app-ledger.ts';
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
  /** What happened to pages on their way. */
  road: ConnectedTidewater['road']['happened'];
  /** How many records the app had in the end. */
  inApp: number;
  readers: FeedReader[];
  /** A sentence for each promise that was broken. */
  broken: string[];
}

const pageSize = 200;

/** A folder with one connector alone: to load them all is most of what it takes a worker to start. */
function oneConnector(slug: string): string {
  const from = join(import.meta.dirname, '../../../connectors', slug);
  const folder = mkdtempSync(join(tmpdir(), 'portico-chaos-'));
  const own = join(folder, slug);
  mkdirSync(own);
  for (const name of ['icon.svg', 'README.md']) copyFileSync(join(from, name), join(own, name));
  writeFileSync(join(own, 'connector.ts'), `export { default } from '${pathToFileURL(join(from, 'connector.ts'))}';\n`);
  return folder;
}

/**
 * A sync in a bad world: workers are killed and frozen and the database is stopped while contacts change at the app and
 * readers follow the feed. What came of it is compared with the app's own state and with the database's own history.
 */
export async function runChaos(settings: ChaosSettings, ends: (() => Promise<void>)[]): Promise<ChaosResult> {
  const connectors = oneConnector('tidewater');
  ends.push(() => rm(connectors, { recursive: true, force: true }));
  Object.assign(process.env, {
    // Long enough that a worker which is only slow, on a machine that is busy, isn't taken for dead.
    PORTICO_RUN_LEASE_SECONDS: '8',
    PORTICO_WORKER_SLOTS: '0',
    PORTICO_LOG: 'silent',
    PORTICO_CONNECTORS: connectors,
  });
  resetEnv();
  const database = new ChaosDatabase();
  ends.push(() => database.remove());
  await database.open();
  ends.push(async () => {
    await closeBoss();
    await closeDatabase();
  });
  await keepHistory(database);
  const tidewater = await ConnectedTidewater.start(settings);
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
    ...checkLastPass(store, app.size),
    ...trouble.fallen.map((said) => `A worker ended by itself; its log ends with: ${said.slice(-600)}`),
    ...checkApp(app, store.records),
    ...checkLedger(tidewater.ledger.versions, commits),
    ...checkHistory(commits, store),
    ...readers.flatMap((reader) => checkReader(reader, commits, store.records)),
  ];
  return {
    trouble,
    store,
    changes: tidewater.changes,
    road: tidewater.road.happened,
    inApp: app.size,
    readers,
    broken,
  };
}

/** It read everything after nothing changed any more: a page of which the app only says that it is as it was counts with all its records. */
function checkLastPass({ runs }: Store, inApp: number): string[] {
  const last = runs.at(-1);
  if (last?.seen === inApp && last.unchanged === inApp) return [];
  return [`The last run met ${last?.seen} records and found ${last?.unchanged} unchanged, where the app has ${inApp}.`];
}
