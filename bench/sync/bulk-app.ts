import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Endings } from '../endings.ts';

const answer = z.object({ port: z.number().int() });

export interface BulkApp {
  origin: string;
  /** Serves version `version` of every `every`th contact, and version 0 of the others. */
  change(every: number, version: number): Promise<void>;
  /** Answers in another way from now on. */
  answer(manner: Manner): Promise<void>;
}

/**
 * `new`: no two answers have the same bytes, though they say the same, so that all of them must be read. `same`: the same
 * page is the same bytes. `etag`: the same, and whoever knows it is told so.
 */
export type Manner = 'new' | 'same' | 'etag';

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
  const order = async (message: object): Promise<void> => {
    worker.postMessage(message);
    await once(worker, 'message');
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    change: (every, version) => order({ every, version }),
    answer: (manner) => order({ manner }),
  };
}
