import { hash } from 'node:crypto';
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { bulkPages } from './bulk-pages.ts';

const { records, pageSize } = z.object({ records: z.number(), pageSize: z.number() }).parse(workerData);
const order = z.union([
  z.object({ every: z.number(), version: z.number() }),
  z.object({ manner: z.enum(['new', 'same', 'etag']) }),
]);
let pages = bulkPages({ records, pageSize, every: 1, version: 0 });
let etags = etagsOf(pages);
let manner: 'new' | 'same' | 'etag' = 'new';
let answered = 0;

const server = createServer((request, response) => {
  const cursor = new URL(request.url ?? '/', 'http://app').searchParams.get('cursor');
  const page = pages[Number(cursor ?? 0)];
  const etag = etags[Number(cursor ?? 0)] ?? '';
  const isKnown = manner === 'etag' && request.headers['if-none-match'] === etag;
  if (!page || isKnown) return response.writeHead(page ? 304 : 404).end();
  response.writeHead(200, { 'content-type': 'application/json', ...(manner === 'etag' && { etag }) });
  response.write(page);
  response.end(manner === 'new' ? blanks(answered++) : undefined);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage({ port: typeof address === 'object' ? address?.port : 0 });
});
parentPort?.on('message', (message: unknown) => {
  const change = order.parse(message);
  if ('manner' in change) manner = change.manner;
  else {
    pages = bulkPages({ records, pageSize, ...change });
    etags = etagsOf(pages);
  }
  parentPort?.postMessage('changed');
});

function etagsOf(all: readonly Buffer[]): string[] {
  return all.map((page) => `"${hash('md5', page)}"`);
}

/** A number in blanks, which JSON allows at its end. */
function blanks(number: number): string {
  return number.toString(2).replaceAll('0', ' ').replaceAll('1', '\t');
}
