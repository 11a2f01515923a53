import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { bulkPages } from './bulk-pages.ts';

const { records, pageSize } = z.object({ records: z.number(), pageSize: z.number() }).parse(workerData);
const order = z.object({ every: z.number(), version: z.number() });
let pages = bulkPages({ records, pageSize, every: 1, version: 0 });

const server = createServer((request, response) => {
  const cursor = new URL(request.url ?? '/', 'http://app').searchParams.get('cursor');
  const page = pages[Number(cursor ?? 0)];
  response.writeHead(page ? 200 : 404, { 'content-type': 'application/json' });
  response.end(page);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage({ port: typeof address === 'object' ? address?.port : 0 });
});
parentPort?.on('message', (message: unknown) => {
  pages = bulkPages({ records, pageSize, ...order.parse(message) });
  parentPort?.postMessage('changed');
});
