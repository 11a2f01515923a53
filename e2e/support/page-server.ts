import { createServer } from 'node:http';
import { freePort } from './free-port.ts';

export interface PageServer {
  origin: string;
  close(): Promise<void>;
}

/** One page on an origin of its own, which nobody registered. */
export async function servePage(html: string): Promise<PageServer> {
  const port = await freePort(4873);
  const server = createServer((request, response) => {
    if (request.url !== '/') return response.writeHead(204).end();
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
