import { PgBoss } from 'pg-boss';
import { queues } from './queues.ts';

/** Creates or updates the queue's own schema and our queues, as the owner; the app's role then needs no right to create anything. */
export async function installQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, supervise: false, schedule: false, migrate: true });
  boss.on('error', () => undefined);
  try {
    await boss.start();
    for (const [name, options] of Object.entries(queues)) {
      if (await boss.getQueue(name)) await boss.updateQueue(name, { ...options });
      else await boss.createQueue(name, { ...options });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}
