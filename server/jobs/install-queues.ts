import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { deadLetterQueue, queues } from './queues.ts';

const deadLetterDays = 30;

type Queue = Omit<Parameters<PgBoss['createQueue']>[1] & object, 'name'>;

/** Creates or updates the queue's own schema and our queues, as the owner; the app's role then needs no right to create anything. */
export async function installQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, supervise: false, schedule: false, migrate: true });
  boss.on('error', () => undefined);
  try {
    await boss.start();
    const forDays = { retentionSeconds: deadLetterDays * 86_400 };
    if (await boss.getQueue(deadLetterQueue)) await boss.updateQueue(deadLetterQueue, forDays);
    else await boss.createQueue(deadLetterQueue, forDays);
    for (const [name, { policy, ...rest }] of Object.entries<Queue>(queues)) {
      const options = { ...rest, deadLetter: deadLetterQueue };
      // The policy is a queue's for life.
      if (await boss.getQueue(name)) await boss.updateQueue(name, options);
      else await boss.createQueue(name, { ...options, ...(policy && { policy }) });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await dropQueueReferences(ownerUrl);
}

/**
 * That a job's queue and dead letter queue exist would be looked up for each new job when its transaction commits: a third of
 * what a job costs, and a lock on one row that all transactions share. Our queues are made here and never removed.
 */
async function dropQueueReferences(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ drop: string }>(
      `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop from pg_constraint
        where contype = 'f' and conparentid = 0 and confrelid = 'pgboss.queue'::regclass
          and conrelid in (select 'pgboss.job'::regclass union all select inhrelid from pg_inherits where inhparent = 'pgboss.job'::regclass)`,
    );
    for (const { drop } of rows) await owner.query(drop);
  } finally {
    await owner.end();
  }
}
