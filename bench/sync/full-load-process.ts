import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { closeDatabase, rawPool } from '#server/db/pool.ts';
import { closeEgress } from '#server/http/egress.ts';
import { runSync, runSyncPayload } from '#server/syncs/run-sync.job.ts';

/*
 * Runs syncs at once, for so many seconds or until they are done, and tells how much memory the process took: before
 * them, and at most.
 */
const order = z.object({ runs: z.array(runSyncPayload), seconds: z.number() });
const { runs, seconds } = order.parse(JSON.parse(process.argv[2] ?? ''));
await rawPool().query('select 1');
const idle = process.memoryUsage.rss() / 1e6;
const stop = new AbortController();
const done = Promise.all(runs.map((run) => runSync(run, stop.signal)));
await Promise.race([done, sleep(seconds * 1000)]);
stop.abort();
await done;
// Kibibytes, since the process began.
const most = (process.resourceUsage().maxRSS * 1024) / 1e6;
process.send?.({ idle, most }, undefined, undefined, () => process.disconnect());
await Promise.all([closeDatabase(), closeEgress()]);
