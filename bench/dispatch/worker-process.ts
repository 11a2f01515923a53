import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { withTenant } from '#server/db/tenant.ts';
import { idSchema } from '#server/ids.ts';
import { dispatchChannel, jobsChannel } from '#server/jobs/boss.ts';
import { DispatchLoop } from '#server/jobs/dispatch-loop.ts';
import { listen } from '#server/jobs/listener.ts';
import { Pump } from '#server/jobs/pump.ts';
import { slotsOf } from '#server/jobs/queues.ts';
import { setSchedule } from '#server/syncs/schedule.queries.ts';
import { mixedMs } from './mixed-jobs.ts';

/*
 * A worker as it is, whose syncs only take their time: it is told when to begin, and ends with whoever started it.
 */
const payloadSchema = z.object({ environmentId: idSchema('environment'), syncId: z.string() });
const slots = Number(process.argv[2]);

let index = 0;
const dispatching = new DispatchLoop(slotsOf('sync', slots));
const pump = new Pump({
  slots,
  onEnd: () => dispatching.gather(),
  handlers: {
    sync: async (payload) => {
      const { environmentId, syncId } = payloadSchema.parse(payload);
      await sleep(mixedMs(index++));
      await withTenant({ environmentId }, (tx) =>
        setSchedule(tx, syncId as Parameters<typeof setSchedule>[1], null, 'never'),
      );
    },
  },
});
process.on('disconnect', () => process.exit());
process.once('message', () => {
  pump.start();
  dispatching.start();
  listen({ [jobsChannel]: (queue) => pump.wake(queue), [dispatchChannel]: () => dispatching.wake() });
});
process.send?.('ready');
