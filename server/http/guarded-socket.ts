import type { LookupAddress } from 'node:dns';
import { connect, isIP, type Socket } from 'node:net';
import { isAddressAllowed } from './address-guard.ts';
import { type Network, type PortRule, refusedAddress, resolveDestination } from './destination.ts';
import { processNetwork } from './network.ts';
import { networkError, timeoutError } from './network-error.ts';

const connectTimeoutMs = 10_000;

/** A connected socket to a database server: the name is resolved, every address checked, and one of exactly these connected to. */
export function guardedSocket(host: string, port: number, timeoutMs = connectTimeoutMs): Promise<Socket> {
  return openSocket({ host, port, rule: 'database', timeoutMs }, processNetwork());
}

interface SocketRequest {
  host: string;
  port: number;
  rule: PortRule;
  timeoutMs?: number;
}

export async function openSocket(request: SocketRequest, network: Network): Promise<Socket> {
  const { host, port, rule, timeoutMs = connectTimeoutMs } = request;
  const deadline = Date.now() + timeoutMs;
  const addresses = await beforeDeadline(resolveDestination({ host, port }, rule, network), host, timeoutMs);
  const socket = await connectTo(addresses, { ...request, timeoutMs: Math.max(1, deadline - Date.now()) });
  // What counts is who is at the other end, whatever was checked on the way there.
  if (isAddressAllowed(socket.remoteAddress ?? '', { host, port }, network.allow)) return socket;
  socket.destroy();
  throw refusedAddress({ host, port });
}

function connectTo(
  addresses: string[],
  { host, port, timeoutMs }: SocketRequest & { timeoutMs: number },
): Promise<Socket> {
  const pinned: LookupAddress[] = addresses.map((address) => ({ address, family: isIP(address) }));
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      autoSelectFamily: true,
      // Called for names only; literals were checked as they are.
      lookup: (_host, _options, done) => done(null, pinned),
    });
    const timer = setTimeout(() => socket.destroy(timeoutError(host, timeoutMs)), timeoutMs);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(networkError(error, host));
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

async function beforeDeadline<T>(work: Promise<T>, host: string, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timeoutError(host, timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
