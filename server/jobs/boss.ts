import { sql } from 'kysely';
import { fromKysely, PgBoss, type SendOptions } from 'pg-boss';
import { appUrl } from '#server/db/app-role.ts';
import { controlDb, type TenantTx } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import { log } from '#server/log.ts';
import type { QueueName } from './queues.ts';

/** Announces a new job, so that an idle worker starts it at once. */
export const jobsChannel = 'portico_jobs';
/** Announces that a run wants a slot, so that the dispatcher looks at once. */
export const dispatchChannel = 'portico_dispatch';

export const priority = { interactive: 100, webhook: 50, schedule: 10, backfill: 0 } as const;

const slot = Symbol.for('portico.boss');
const holder = globalThis as unknown as Record<symbol, Promise<PgBoss> | undefined>;

/** The queue of this process. It maintains itself in workers only. */
export function boss(): Promise<PgBoss> {
  // Where the database is away, whoever asks next tries again.
  holder[slot] ??= start().catch((error: unknown) => {
    holder[slot] = undefined;
    throw error;
  });
  return holder[slot];
}

async function start(): Promise<PgBoss> {
  const instance = new PgBoss({
    connectionString: appUrl(),
    max: 4,
    supervise: env().PORTICO_WORKER_SLOTS > 0,
    schedule: false,
    migrate: false,
    reindex: false,
  });
  instance.on('error', (error) => log.warn('The queue lost its database; it tries again.', { error }));
  await instance.start();
  return instance;
}

export async function closeBoss(): Promise<void> {
  const instance = await holder[slot];
  holder[slot] = undefined;
  await instance?.stop({ graceful: false });
}

/** Puts a job into the queue within the caller's transaction: it exists exactly if what it is about exists. */
export async function enqueue(
  tx: TenantTx,
  queue: QueueName,
  payload: object,
  options: SendOptions = {},
): Promise<void> {
  await enqueueQuietly(tx, queue, payload, options);
  await sql`select pg_notify(${jobsChannel}, ${queue})`.execute(tx);
}

/**
 * The same without a word to idle workers: transactions that notify are committed one after the other, each with its own
 * wait for the disk. Where many come at once, `announce` after the commit.
 */
export async function enqueueQuietly(
  tx: TenantTx,
  queue: QueueName,
  payload: object,
  options: SendOptions = {},
): Promise<void> {
  await (await boss()).send(
    queue,
    { environmentId: tx.tenant.environmentId, ...payload },
    { ...options, db: fromKysely(tx) },
  );
}

const announceEveryMs = 20;
const announcing = new Set<QueueName>();

/** Tells idle workers of jobs that are there, in a moment and together with others. What gets lost is found by their slow look. */
export function announce(queue: QueueName): void {
  if (announcing.has(queue)) return;
  announcing.add(queue);
  setTimeout(() => {
    announcing.delete(queue);
    sql`select pg_notify(${jobsChannel}, ${queue})`
      .execute(controlDb())
      .catch((error: unknown) => log.debug('Idle workers could not be told of a job.', { queue, error }));
  }, announceEveryMs).unref();
}

/** Puts a job about everything into the queue: one in so many seconds, however many processes ask for it. */
export async function enqueueEvery(queue: QueueName, seconds: number): Promise<void> {
  await (await boss()).send(queue, {}, { singletonKey: queue, singletonSeconds: seconds, priority: priority.schedule });
}
