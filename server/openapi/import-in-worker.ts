import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { AppError, statusByErrorCode } from '#server/errors.ts';
import type { ImportReport } from './import-report.ts';

export interface Imported {
  /** A `DeclaredConnector` as JSON text, ready to be stored. */
  definition: string;
  report: ImportReport;
}

interface Options {
  /** Address that the description came from. */
  source?: string;
  timeoutMs?: number;
  memoryMb?: number;
}

const codes = z.enum(
  Object.keys(statusByErrorCode).filter((code): code is keyof typeof statusByErrorCode => code in statusByErrorCode),
);
const refusal = z.object({
  refused: z.object({ code: codes, message: z.string(), field: z.string().optional(), remedy: z.string().optional() }),
});
/** Made by our own code in the same process: the report's inner form is its type's. */
const success = z.object({
  definition: z.string(),
  report: z.custom<ImportReport>((value) => typeof value === 'object' && value !== null),
});

const remedy = 'Leave out the parts that you do not need, or import it in several parts.';
let last: Promise<unknown> = Promise.resolve();

/** Imports a description without holding up anything else: in a thread of its own, within limits, one after the other. */
export function importInWorker(text: string | Uint8Array, options: Options = {}): Promise<Imported> {
  const run = last.then(() => runWorker(text, options));
  last = run.catch(() => undefined);
  return run;
}

async function runWorker(
  text: string | Uint8Array,
  { source, timeoutMs = 30_000, memoryMb = 768 }: Options,
): Promise<Imported> {
  // Loaded by Node itself, which strips the types: a bundler would put it elsewhere.
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'server/openapi/import-worker.ts');
  const worker = new Worker(/* turbopackIgnore: true */ file, {
    workerData: { text, ...(source !== undefined && { source }) },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // What a bundler's or a test's process was started with is nothing to this thread.
    execArgv: [],
  });
  try {
    return taken(await answerOf(worker, timeoutMs));
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const seconds = Math.round(timeoutMs / 1000);
    const slow = () =>
      reject(
        new AppError('too_large', `Reading this description took longer than ${seconds} seconds and was stopped.`, {
          remedy,
        }),
      );
    const timer = setTimeout(slow, timeoutMs);
    worker.once('message', resolve);
    worker.once('error', (error) => reject(isOutOfMemory(error) ? tooLarge(error) : error));
    worker.once('exit', () =>
      reject(new AppError('internal', 'Reading this description ended without an answer.', { remedy })),
    );
    for (const event of ['message', 'error', 'exit']) worker.once(event, () => clearTimeout(timer));
  });
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const tooLarge = (cause: unknown) =>
  new AppError('too_large', 'Reading this description takes more memory than one import may have.', { cause, remedy });

function taken(answer: unknown): Imported {
  const refused = refusal.safeParse(answer);
  if (!refused.success) return success.parse(answer);
  const { code, message, ...options } = refused.data.refused;
  throw new AppError(code, message, options);
}
