import { checkConnections } from '#server/connections/check-connections.job.ts';
import { cleanUp } from '#server/connections/clean-up.job.ts';
import { drainSpool } from '#server/connections/drain-spool.ts';
import { tendConnections } from '#server/connections/tend-connections.job.ts';
import { eraseCustomer } from '#server/customers/erase-customer.job.ts';
import { deliver } from '#server/destinations/deliver.job.ts';
import { wakeAll } from '#server/destinations/wake.ts';
import { env } from '#server/env.ts';
import { processEvents } from '#server/hooks/process-events.job.ts';
import { settleSubscription } from '#server/hooks/settle-subscription.job.ts';
import { log } from '#server/log.ts';
import { sendMail } from '#server/mails/send-mail.job.ts';
import { sealRecords } from '#server/records/seal-records.job.ts';
import { retain } from '#server/retention/retain.job.ts';
import { rollBackAll } from '#server/rollouts/roll-back.job.ts';
import { rollOut } from '#server/rollouts/roll-out.job.ts';
import { watchRollouts } from '#server/rollouts/watch-rollouts.job.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { sendDelivery } from '#server/webhooks/send-delivery.job.ts';
import { runWrites } from '#server/writes/run-writes.job.ts';
import { dispatchChannel, enqueueEvery, jobsChannel } from './boss.ts';
import { DispatchLoop } from './dispatch-loop.ts';
import { listen } from './listener.ts';
import { Pump } from './pump.ts';
import { slotsOf } from './queues.ts';

const tendEverySeconds = 900;
const wakeEverySeconds = 60;
const watchEverySeconds = 60;
const retainEverySeconds = 24 * 3600;
const drainEveryMs = 15_000;

export interface Work {
  /** Lets the running jobs finish their step, then ends. */
  stop(): Promise<void>;
}

/** Starts what a worker does: pumps jobs, and dispatches what is due. Any number of processes may do this on one database. */
export function startWork(slots: number = env().PORTICO_WORKER_SLOTS): Work {
  const dispatching = new DispatchLoop(slotsOf('sync', slots));
  const pump = new Pump({
    slots,
    onEnd: (queue) => queue === 'sync' && dispatching.gather(),
    handlers: {
      sync: (payload, signal) => runSync(payload, signal),
      write: (payload, signal) => runWrites(payload, signal),
      hook: (payload) => processEvents(payload),
      hook_subscription: (payload, signal) => settleSubscription(payload, signal),
      delivery: (payload) => sendDelivery(payload),
      mail: (payload) => sendMail(payload),
      clean_up: (payload) => cleanUp(payload),
      tend: () => tendConnections(),
      check: (payload, signal) => checkConnections(payload, signal),
      deliver: (payload, signal) => deliver(payload, signal),
      wake: () => wakeAll(),
      rollout: (payload, signal) => rollOut(payload, signal),
      rollback: (payload, signal) => rollBackAll(payload, signal),
      watch: () => watchRollouts(),
      retain: (_, signal) => retain(signal),
      seal: (payload, signal) => sealRecords(payload, signal),
      erase: (payload) => eraseCustomer(payload),
    },
  });
  pump.start();
  dispatching.start();
  const stopListening = listen({
    [jobsChannel]: (queue) => pump.wake(queue),
    [dispatchChannel]: () => dispatching.wake(),
  });
  const stopRegular = [
    regularly(drainEveryMs, () => drainSpool()),
    regularly((tendEverySeconds * 1000) / 3, () => enqueueEvery('tend', tendEverySeconds)),
    regularly((wakeEverySeconds * 1000) / 2, () => enqueueEvery('wake', wakeEverySeconds)),
    regularly((watchEverySeconds * 1000) / 2, () => enqueueEvery('watch', watchEverySeconds)),
    regularly((retainEverySeconds * 1000) / 24, () => enqueueEvery('retain', retainEverySeconds)),
  ];
  return {
    async stop() {
      for (const stop of stopRegular) stop();
      await dispatching.stop();
      await stopListening();
      await pump.stop();
    },
  };
}

/** Now and then again; however many processes do it, what is done sees to it that it happens once. */
function regularly(everyMs: number, act: () => Promise<unknown>): () => void {
  const attempt = () =>
    void act().catch((error: unknown) => log.warn('What is done regularly failed; it is tried again.', { error }));
  attempt();
  const timer = setInterval(attempt, everyMs);
  return () => clearInterval(timer);
}
