import type { ClientCertificate } from './client-certificate.ts';
import { createEgressClient, type EgressClient } from './egress-client.ts';
import { processNetwork } from './network.ts';

/** A body that is streamed can be sent once: a redirect that would repeat it is refused. */
export type EgressBody = string | Uint8Array | AsyncIterable<Uint8Array>;

/** The next request of a chain of redirects. */
export interface Onward {
  method: string;
  url: URL;
  body: EgressBody | undefined;
}

export interface EgressRequest {
  method: string;
  url: string | URL;
  headers?: Record<string, string>;
  /** Path and query as they go over the wire, where the letters of somebody else must arrive; those of `url` unless told, and after a redirect. */
  target?: string;
  body?: EgressBody;
  /** For everything together, redirects included; for a stream until it begins, and then for each piece. While a streamed body waits for its source it stands still. 30,000 unless told. */
  timeoutMs?: number;
  /** Of the decompressed body; 32 MiB unless told, and no limit for a stream. */
  maxBytes?: number;
  /** 3 unless told; 0 returns a redirect as it is. */
  maxRedirects?: number;
  /** What the next hop is sent with. By default authorization, cookies and the certificate are dropped when it is another origin. */
  onRedirect?: (next: Onward) => Promise<{ url: URL; headers: Record<string, string>; tls?: ClientCertificate }>;
  tls?: ClientCertificate;
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

export interface EgressStreamRequest extends EgressRequest {
  /** The body as it travels, still compressed. */
  raw?: boolean;
}

export interface EgressStream {
  status: number;
  headers: Headers;
  /** To be read once; leaving the loop early ends the request. Who never reads it must abort by the request's signal. */
  chunks: AsyncIterable<Buffer>;
  url: URL;
}

// One pool of connections a process, also when a bundler loads this module twice.
const slot = Symbol.for('portico.egress');
const holder = globalThis as unknown as Record<symbol, EgressClient | undefined>;

function client(): EgressClient {
  holder[slot] ??= createEgressClient(processNetwork);
  return holder[slot];
}

/** Calls an address outside. Throws an `AppCallError`: `network` (code `address_refused` when the guard said no), `timeout`, `too_large`, `protocol`. */
export async function egress(request: EgressRequest): Promise<EgressResponse> {
  return client().send(request);
}

/** The same, with the answer piece by piece and decompressed on the way; what goes wrong on the way is thrown from the loop that reads it. */
export async function egressStream(request: EgressStreamRequest): Promise<EgressStream> {
  return client().stream(request);
}

/** Ends every kept connection, at shutdown. */
export async function closeEgress(): Promise<void> {
  const last = holder[slot];
  holder[slot] = undefined;
  await last?.close();
}
