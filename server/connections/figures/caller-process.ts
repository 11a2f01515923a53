import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { idSchema } from '#server/ids.ts';
import { registry } from '../../../connectors/registry.ts';
import { credentialSource } from '../fresh-credential.ts';
import { deadlySteps, points } from './deadly-steps.ts';

/*
 * A process that needs an access, run by the figures: it waits for the word, asks `callers` times at once, and says what
 * it got and how long an unrelated query took meanwhile. With `dieAt` it kills itself at that point of the renewal.
 */
const orderSchema = z.object({
  environmentId: idSchema('environment'),
  connectionId: idSchema('connection'),
  callers: z.number().int(),
  dieAt: z.enum(points).optional(),
  variant: z.number().int().default(0),
});

const unrelatedEveryMs = 10;

async function obey(message: unknown): Promise<object> {
  const { environmentId, connectionId, callers, dieAt, variant } = orderSchema.parse(message);
  const tenant = { environmentId };
  const source = credentialSource({ tenant, connectionId, clock: systemClock }, deadlySteps(dieAt, variant));
  const waits: number[] = [];
  let isOver = false;
  const unrelated = (async () => {
    while (!isOver) {
      const began = performance.now();
      await withTenant(tenant, (tx) => sql`select 1`.execute(tx));
      waits.push(performance.now() - began);
      await sleep(unrelatedEveryMs);
    }
  })();
  const began = performance.now();
  const answers = await Promise.allSettled(Array.from({ length: callers }, () => source.get()));
  if (dieAt === 'after the commit') process.kill(process.pid, 'SIGKILL');
  const ms = performance.now() - began;
  isOver = true;
  await unrelated;
  const tokens = answers.map((answer) =>
    answer.status === 'fulfilled' && answer.value.kind === 'oauth2' ? answer.value.accessToken : 'none',
  );
  return { tokens, waits, ms };
}

process.on('disconnect', () => process.exit(1));
process.once('message', (message) => {
  void obey(message)
    .then((result) => new Promise((resolve) => process.send?.(result, undefined, undefined, () => resolve(undefined))))
    .catch((error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`))
    .finally(() => process.exit());
});

await registry();
await withTenant({ environmentId: idSchema('environment').parse(process.argv[2]) }, (tx) => sql`select 1`.execute(tx));
process.send?.('ready');
