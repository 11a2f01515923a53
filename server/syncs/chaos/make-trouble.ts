import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, chanceOf } from './chance.ts';
import type { ChaosDatabase } from './chaos-database.ts';
import type { ChaosSettings } from './chaos-settings.ts';
import type { ConnectedTidewater } from './connected-tidewater.ts';
import type { SyncWatch } from './sync-watch.ts';
import { WorkerProcess } from './worker-process.ts';

/** How long a pass takes at least, whatever the number of pages, so that troubles meet it in its middle. */
export const passMs = 2000;
/** Time for the lease to end, and for another worker to start and to take over. */
const frozenMs = 4000;

export interface Trouble {
  kills: number;
  /** Kills that met a run at work. */
  killsAtWork: number;
  pauses: number;
  databaseStops: number;
  /** Workers that ended although nobody had killed them. */
  fallen: string[];
}

interface Stage {
  database: ChaosDatabase;
  tidewater: ConnectedTidewater;
  watch: SyncWatch;
  settings: ChaosSettings;
}

/** Kills and freezes workers and stops the database, each at a random moment of a run, in an order drawn by the seed. */
export async function makeTrouble({ database, tidewater, watch, settings }: Stage): Promise<Trouble> {
  const chance = chanceOf(settings.seed, 'trouble');
  const trouble: Trouble = { kills: 0, killsAtWork: 0, pauses: 0, databaseStops: 0, fallen: [] };
  const plan = chance.shuffled([
    ...Array<'kill'>(settings.kills).fill('kill'),
    ...Array<'pause'>(settings.pauses).fill('pause'),
    ...Array<'databaseStop'>(settings.databaseStops).fill('databaseStop'),
  ]);
  let worker = new WorkerProcess();
  let latest = { ...(await watch.latestRun()), attempt: 0 };

  const acts = {
    async kill() {
      trouble.kills++;
      if (latest.status === 'running') trouble.killsAtWork++;
      await worker.kill();
      worker = new WorkerProcess();
    },
    async pause() {
      trouble.pauses++;
      worker.freeze();
      const frozen = worker;
      worker = new WorkerProcess();
      // Frozen inside a page it holds the stream's lock: then nobody goes on before it is thawed.
      await watch.isTakenUpWithin(frozenMs, latest);
      await sleep(chance.whole(300));
      frozen.thaw();
      await sleep(chance.whole(1000));
      await frozen.kill();
    },
    async databaseStop() {
      trouble.databaseStops++;
      await database.stop();
      await sleep(chance.whole(1500));
      await database.restart();
    },
  };

  const changing = keepChanging(tidewater, chanceOf(settings.seed, 'changes'));
  try {
    for (const act of plan) {
      await watch.untilTakenUp(latest, async () => {
        if (chance.number() < 0.5) await watch.forgetWatermark();
        await watch.trigger();
      });
      await sleep(chance.whole(passMs * 0.6));
      latest = await watch.latestRun();
      await acts[act]();
      if (!worker.hasFallen) continue;
      trouble.fallen.push(worker.said);
      worker = new WorkerProcess();
    }
    await changing.stop();
    await tidewater.answerSlowly(0);
    await watch.untilEnded();
    await watch.trigger();
    await watch.untilEnded();
    if (worker.hasFallen) trouble.fallen.push(worker.said);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\nThe worker's log ends with:\n${worker.said}`, {
      cause: error,
    });
  } finally {
    await worker.kill();
    await changing.stop().catch(() => undefined);
  }
  return trouble;
}

const changeEveryMs = 150;

/** Changes contacts the whole time, also between the pages of a pass. */
function keepChanging(tidewater: ConnectedTidewater, chance: Chance) {
  let stopped = false;
  const work = (async () => {
    while (!stopped) {
      await tidewater.change(chance);
      await sleep(changeEveryMs);
    }
  })();
  work.catch(() => undefined);
  return {
    async stop() {
      stopped = true;
      await work;
    },
  };
}
