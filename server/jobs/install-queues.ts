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
}
