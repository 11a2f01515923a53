/**
 * Terminology:
 * - queue: one kind of work. Few of them; the tenant is a field of the payload, never a queue of its own.
 * - job: one piece of that work. Its payload holds ids only; the handler loads the state as it is when it runs.
 * - pump: takes as many jobs as there are free slots and runs them side by side.
 */
export const queues = {
  /** Runs one sync. `short`: of jobs with one `singletonKey`, the run's id, only one waits; another one is not taken in. */
  sync: { policy: 'short', retryLimit: 5, retryDelay: 2, retryBackoff: true, expireInSeconds: 6 * 3600 },
  /** Tells one endpoint one thing; the schedule of rule 30 is in the delivery row, not in the queue. */
  delivery: { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  /** Sends one e-mail; when it is tried again is in its row. */
  mail: { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  /** Writes what waits for one object of one connection. `short`, as above: its `singletonKey` names both. */
  write: { policy: 'short', retryLimit: 5, retryDelay: 2, retryBackoff: true, expireInSeconds: 900 },
  /** Works out what some events that apps told mean, and wakes the syncs that they are about. */
  hook: { retryLimit: 5, retryDelay: 2, retryBackoff: true, expireInSeconds: 120 },
  /** Asks an app to tell of one connection, renews that, or ends it. */
  hook_subscription: { retryLimit: 2, retryDelay: 30, retryBackoff: true, expireInSeconds: 180 },
  /** After a disconnect: takes the access back at the app, destroys credential and records. */
  clean_up: { retryLimit: 8, retryDelay: 10, retryBackoff: true, expireInSeconds: 120 },
  /** Every quarter of an hour: which connections are to be checked now, which ends to be told, what to be forgotten. */
  tend: { retryLimit: 1, retryDelay: 30, expireInSeconds: 600 },
  /** Asks the apps of some connections whether the access still works. */
  check: { retryLimit: 1, retryDelay: 60, expireInSeconds: 900 },
  /** Carries changes to a destination of the vendor's: one job of each waits. */
  deliver: { policy: 'short', retryLimit: 1, retryDelay: 5, expireInSeconds: 6 * 3600 },
  /** Every minute: wakes the destinations that have something to get. */
  wake: { retryLimit: 0, expireInSeconds: 300 },
  /** Brings a version of an integration to some installations; asks for the next ones. */
  rollout: { policy: 'short', retryLimit: 5, retryDelay: 10, retryBackoff: true, expireInSeconds: 600 },
  /** Takes those back whom a rollout has reached. */
  rollback: { policy: 'short', retryLimit: 10, retryDelay: 10, retryBackoff: true, expireInSeconds: 600 },
  /** Every minute: looks how rollouts go, halts and finishes them. */
  watch: { retryLimit: 0, expireInSeconds: 300 },
  /** Once a day: removes what is older than the settings of its environment say. */
  retain: { retryLimit: 2, retryDelay: 600, expireInSeconds: 6 * 3600 },
  /** Seals the records of an environment that are there, or opens them. */
  // Of slices of five minutes: that of a worker that died is begun again soon.
  seal: { retryLimit: 20, retryDelay: 30, retryBackoff: true, expireInSeconds: 900 },
  /** Takes everything of one customer away; begun anew, it goes on. */
  erase: { retryLimit: 12, retryDelay: 30, retryBackoff: true, expireInSeconds: 3600 },
} as const;

export type QueueName = keyof typeof queues;

/** Where a job goes whose handler failed as often as its queue allows: nobody works there, it is shown and can be put back. */
export const deadLetterQueue = 'dead_letter';

/** How much of a process one queue may take, so that a flood of one kind leaves something to the others. */
const shares: Partial<Record<QueueName, number>> = { sync: 0.7, write: 0.5, hook: 0.5, delivery: 0.5, deliver: 0.3 };
const shareOfOthers = 0.2;

/** How many jobs of this queue a process with so many slots runs at once. */
export const slotsOf = (queue: QueueName, slots: number): number =>
  Math.max(1, Math.floor(slots * (shares[queue] ?? shareOfOthers)));
