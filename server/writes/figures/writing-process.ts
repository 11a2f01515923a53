import { z } from 'zod';
import { secondsAfter } from '#server/clock.ts';
import { runWrites } from '../run-writes.job.ts';

/*
 * A process that writes what waits in one lane, and is killed while it does. Its clock is as far ahead as it is told: the
 * lease of the one before has ended.
 */
const orderSchema = z.object({ payload: z.unknown(), aheadSeconds: z.coerce.number() });

const { payload, aheadSeconds } = orderSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
process.send?.('ready');
await runWrites(payload, new AbortController().signal, { now: () => secondsAfter(new Date(), aheadSeconds) });
process.exit(0);
