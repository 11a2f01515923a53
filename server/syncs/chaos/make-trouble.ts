import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, chanceOf } from './chance.ts';
import type { ChaosDatabase } from './chaos-database.ts';
import type { ChaosSettings } from './chaos-settings.ts';
import type { ConnectedTidewater } from './connected-tidewater.ts';
import { Crew } from './crew.ts';
import type { SyncWatch } from './sync-watch.ts';

/** How long a pass takes at least, whatever the number of pages, so that troubles meet it in its middle. */
export const passMs = 1500;
/** How many pages are asked for at most before the next trouble. */
const mostPages = 8;
/** The same where pages are as they were, and are stored many at once. */
const mostKnownPages = 60;
/** Of the kills, so many come once nothing changes any more, and the app answers that pages are as they were. */
const calmShare = 0.2;
const longestWorkMs = 30_000;
/** Time for the lease to end, and for another worker to start and to take over. */
const frozenMs = 15_000;

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
  const crew = new Crew(settings.workers);
  const trouble: Trouble = { kills: 0, killsAtWork: 0, pauses: 0, databaseStops: 0, fallen: crew.fallen };
  const calmKills = Math.ceil(settings.kills * calmShare);
  const plan = chance.shuffled([
    ...Array<'kill'>(settings.kills - calmKills).fill('kill'),
    ...Array<'pause'>(settings.pauses).fill('pause'),
    ...Array<'databaseStop'>(settings.databaseStops).fill('databaseStop'),
  ]);
  let latest = { ...(await watch.latestRun()), attempt: 0 };

  const acts = {
    async kill() {
      const victim = crew.pick(chance);
      trouble.kills++;
      const wasAtWork = latest.status === 'running' && victim === crew.atWork;
      if (wasAtWork) trouble.killsAtWork++;
      await crew.kill(victim);
      if (wasAtWork && chance.number() < 0.8) await watch.endLease();
    },
    async pause() {
      trouble.pauses++;
      const frozen = crew.atWork;
      frozen.freeze();
      crew.dismiss(frozen);
      if (chance.number() < 0.5) await watch.endLease();
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

  tidewater.road.badShare = settings.badPages / 100;
  const changing = keepChanging(tidewater, chanceOf(settings.seed, 'changes'));
  const strike = async (act: keyof typeof acts, { full, pages }: { full: number; pages: number }) => {
    await watch.untilTakenUp(latest, async () => {
      if (chance.number() < full) await watch.forgetWatermark();
      await watch.trigger();
    });
    // Counted in pages and not in time: on a busy machine all workers would else be gone before their first one.
    const enough = tidewater.road.asked + chance.whole(pages);
    await watch.whileAtWork(longestWorkMs, () => tidewater.road.asked >= enough);
    await sleep(chance.whole(60));
    latest = await watch.latestRun();
    await acts[act]();
    crew.replaceFallen();
  };
  const readEverything = async () => {
    await watch.untilEnded();
    await watch.forgetWatermark();
    await watch.trigger();
    await watch.untilEnded();
  };
  try {
    for (const act of plan) await strike(act, { full: 0.5, pages: mostPages });
    await changing.stop();
    tidewater.road.keepsOrder = true;
    // From here on it is known how each page was.
    tidewater.road.badShare = 0;
    await readEverything();
    tidewater.road.badShare = settings.badPages / 100;
    latest = await watch.latestRun();
    for (let kills = 0; kills < calmKills; kills++) await strike('kill', { full: 1, pages: mostKnownPages });
    await tidewater.answerSlowly(0);
    tidewater.road.badShare = 0;
    await readEverything();
    crew.replaceFallen();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\nThe worker's log ends with:\n${crew.said}`, {
      cause: error,
    });
  } finally {
    await crew.end();
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
