import { createEgressClient, type EgressClient } from './egress-client.ts';
import { processNetwork } from './network.ts';

export interface EgressRequest {
  method: string;
  url: string | URL;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For everything together, redirects included; 30,000 unless told. */
  timeoutMs?: number;
  /** Of the decompressed body; 32 MiB unless told. */
  maxBytes?: number;
  /** 3 unless told; 0 returns a redirect as it is. */
  maxRedirects?: number;
  /** The headers of the next hop. By default authorization and cookies are dropped when it is another origin. */
  redirectHeaders?: (next: URL) => Record<string, string>;
  signal?: AbortSignal;
}

export interface EgressResponse {
  status: number;
  headers: Headers;
  body: Buffer;
  /** Where the answer came from, after redirects. */
  url: URL;
  durationMs: number;
}

// One pool of connections a process, also when a bundler loads this module twice.
const slot = Symbol.for('portico.egress');
const holder = globalThis as unknown as Record<symbol, EgressClient | undefined>;

/** Calls an address outside. Throws an `AppCallError`: `network` (code `address_refused` when the guard said no), `timeout`, `too_large`, `protocol`. */
export async function egress(request: EgressRequest): Promise<EgressResponse> {
  holder[slot] ??= createEgressClient(processNetwork);
  return holder[slot].send(request);
}

/** Ends every kept connection, at shutdown. */
export async function closeEgress(): Promise<void> {
  const client = holder[slot];
  holder[slot] = undefined;
  await client?.close();
}
