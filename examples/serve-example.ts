import { createServer, type Server } from 'node:http';
import { extname } from 'node:path';
import { createEmbedToken, type EmbedTokenOptions } from '@portico/embed/server';

interface ServeExample {
  files: Map<string, string>;
  port: number;
  /** Where Portico is. */
  portico: string;
  /** Who is signed in to this small product, and the key that says so. */
  person: EmbedTokenOptions;
}

const types: Record<string, string> = { '': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/** The strictest policy that the tab works under: no inline script, no inline style, nobody else's anything. */
const policy = (portico: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${portico}`,
    `connect-src 'self' ${portico}`,
    `img-src 'self' ${portico}`,
    "style-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The backend of an example: its page, and the one call that the tab needs of it. */
export function serveExample({ files, port, portico, person }: ServeExample): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST' && pathname === '/portico-token') {
      // A product looks at its own session here. This one has one person, who is always signed in.
      response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
      return response.end(createEmbedToken(person));
    }
    const file = files.get(pathname);
    if (file === undefined) return response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    response.writeHead(200, {
      'content-type': types[extname(pathname)] ?? 'application/octet-stream',
      'content-security-policy': policy(portico),
    });
    return response.end(file);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
