import { once } from 'node:events';
import type { Server } from 'node:http';
import { StartError } from './settings.ts';

/** Opens the port and returns it: any free one for 0. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new StartError(`Acme cannot start: ${reasonOf(cause, port, host)}`, { cause });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function reasonOf(cause: unknown, port: number, host: string): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE')
    return `port ${port} is taken by another program. Stop that one, or set ACME_PORT to a free port.`;
  if (code === 'EACCES') return `this user may not open port ${port}. Set ACME_PORT to a port above 1023.`;
  return `it cannot listen on ${host}:${port} (${String(cause)}). Check ACME_HOST and ACME_PORT.`;
}
