import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/*
 * The app and the caller of the test with large bodies, in a process of their own: what they hold in memory is not the
 * proxy's. The app sends and counts megabytes; the caller does the same through the proxy.
 */
const piece = Buffer.alloc(65_536, 'portico ');

function* pieces(megabytes: number) {
  for (let left = megabytes * 16; left > 0; left--) yield piece;
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return bytes;
}

const app = createServer((incoming, response) => {
  const megabytes = Number(incoming.url?.split('/').at(-1));
  if (incoming.method === 'GET') Readable.from(pieces(megabytes)).pipe(response.writeHead(200));
  else void bytesOf(incoming).then((bytes) => response.end(String(bytes)));
});
app.listen(0, '127.0.0.1', () => process.send?.({ port: (app.address() as AddressInfo).port }));

interface Order {
  kind: 'down' | 'up';
  url: string;
  headers: Record<string, string>;
  megabytes: number;
}

process.on('message', ({ kind, url, headers, megabytes }: Order) => {
  const began = performance.now();
  const outgoing = request(url, { method: kind === 'down' ? 'GET' : 'POST', headers }, async (response) => {
    const bytes = kind === 'down' ? await bytesOf(response) : Number((await response.toArray()).join(''));
    process.send?.({ status: response.statusCode, bytes, ms: performance.now() - began });
  });
  if (kind === 'down') outgoing.end();
  else Readable.from(pieces(megabytes)).pipe(outgoing);
});
process.on('disconnect', () => process.exit(0));
