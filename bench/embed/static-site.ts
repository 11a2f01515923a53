import { createServer } from 'node:http';
import type { Endings } from '../endings.ts';

interface StaticSite {
  html: string;
  /** Whence the page's other files come: the same product that the element is in. */
  origin: string;
}

/** Serves one page and passes on what it needs (styles, icons), which the browser then keeps. */
export async function serveStaticSite({ html, origin }: StaticSite, endings: Endings): Promise<string> {
  const page = Buffer.from(html.replace('<head>', `<head><base href="${origin}/">`));
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.add(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
}
