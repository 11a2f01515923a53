import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { importDescription } from './import-description.ts';
import { readDescription } from './read-description.ts';

/*
 * Runs in a thread of its own, started by `import-in-worker.ts`: reading a large description takes seconds, in which nobody
 * else would be answered. The definition goes back as text: taking over a large object would stop the other thread, too.
 */
const { text, source } = z
  .object({ text: z.union([z.string(), z.instanceof(Uint8Array)]), source: z.string().optional() })
  .parse(workerData);

try {
  const { definition, report } = importDescription(readDescription(text), { source });
  parentPort?.postMessage({ definition: JSON.stringify(definition), report });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const { code, message, field, remedy } = error;
  parentPort?.postMessage({ refused: { code, message, field, remedy } });
}
