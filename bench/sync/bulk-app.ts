import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Endings } from '../endings.ts';

const answer = z.object({ port: z.number().int() });

export interface BulkApp {
  origin: string;
  /** Serves version `version` of every `every`th contact, and version 0 of the others. */
  change(every: number, version: number): Promise<void>;
}

export interface BulkAppData {
  records: number;
  pageSize: number;
}

/** An app with very many contacts, in a thread of its own and with every page made beforehand, so that it costs the engine nothing. */
export async function startBulkApp(data: BulkAppData, endings: Endings): Promise<BulkApp> {
  const worker = new Worker(new URL('./bulk-app.thread.ts', import.meta.url), { workerData: data });
  endings.add(() => worker.terminate());
  const [first] = await once(worker, 'message');
  const { port } = answer.parse(first);
  return {
    origin: `http://127.0.0.1:${port}`,
    async change(every, version) {
      worker.postMessage({ every, version });
      await once(worker, 'message');
    },
  };
}
