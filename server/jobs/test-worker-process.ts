import { setTimeout as sleep } from 'node:timers/promises';
import { withTenant } from '#server/db/tenant.ts';
import { finishRun } from '#server/runs/run.queries.ts';
import { beginRun } from '#server/syncs/begin-run.ts';
import { runSyncPayload } from '#server/syncs/run-sync.job.ts';
import { setSchedule } from '#server/syncs/schedule.queries.ts';
import { lockForRun } from '#server/syncs/write-page.ts';
import { dispatchChannel, jobsChannel } from './boss.ts';
import { DispatchLoop } from './dispatch-loop.ts';
import { listen } from './listener.ts';
import { Pump } from './pump.ts';
import { slotsOf } from './queues.ts';

/*
 * A worker of its own whose runs begin and end as every run does, and read nothing between. It ends with whoever
 * started it.
 */
const slots = 8;
const runMs = 60;
const dispatching = new DispatchLoop(slotsOf('sync', slots));
const pump = new Pump({
  slots,
  onEnd: () => dispatching.gather(),
  handlers: {
    sync: async (payload) => {
      const { environmentId, ...job } = runSyncPayload.parse(payload);
      const begun = await withTenant({ environmentId }, (tx) => beginRun(tx, job, new Date()));
      if (!begun) return;
      await sleep(runMs);
      await withTenant({ environmentId }, async (tx) => {
        await lockForRun(tx, begun.sync.id, begun.run);
        await finishRun(tx, begun.run.id, { status: 'succeeded', now: new Date() });
        await setSchedule(tx, begun.sync.id, null, 'never');
      });
    },
  },
});
process.on('disconnect', () => process.exit());
pump.start();
dispatching.start();
listen({ [jobsChannel]: (queue) => pump.wake(queue), [dispatchChannel]: () => dispatching.wake() });
