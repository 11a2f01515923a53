import { allowInsecureRequests, customFetch, discovery, None } from 'openid-client';
import { AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import { egressFetch } from './egress-fetch.ts';
import { readServerMetadata, type ServerMetadata } from './server-metadata.ts';

const freshMs = 3_600_000;
const staleMs = 86_400_000;
// For all the addresses together: a refresh waits for this and for the token within its lease.
const patienceMs = 12_000;
const maxKnown = 1_000;

interface Known {
  metadata: ServerMetadata;
  at: number;
}

const known = new Map<string, Known>();
const underway = new Map<string, Promise<ServerMetadata>>();

/**
 * An authorization server's own metadata (RFC 8414, OpenID Connect Discovery), kept for an hour with one call at a time. While
 * it can't be reached, what was known yesterday goes on being used.
 */
export async function discoverServer(issuer: URL, app: string, now: number = Date.now()): Promise<ServerMetadata> {
  const key = issuer.href;
  const last = known.get(key);
  if (last !== undefined && now - last.at < freshMs) return last.metadata;
  const call = underway.get(key) ?? start(issuer, app, now).finally(() => underway.delete(key));
  underway.set(key, call);
  try {
    return await call;
  } catch (error) {
    if (last !== undefined && now - last.at < staleMs) return last.metadata;
    throw error;
  }
}

/** Forgets everything, for tests. */
export function forgetServers(): void {
  known.clear();
}

async function start(issuer: URL, app: string, now: number): Promise<ServerMetadata> {
  const metadata = await ask(issuer, app);
  known.delete(issuer.href);
  known.set(issuer.href, { metadata, at: now });
  const [oldest] = known.keys();
  if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
  return metadata;
}

async function ask(issuer: URL, app: string): Promise<ServerMetadata> {
  const giveUpAt = Date.now() + patienceMs;
  let failure: unknown;
  for (const address of wellKnownAddresses(issuer)) {
    try {
      const found = await discovery(new URL(address), 'portico', undefined, None(), {
        [customFetch]: egressFetch,
        timeout: Math.max(1, Math.ceil((giveUpAt - Date.now()) / 1000)),
        // Which addresses may be called is the guard's business, not this library's.
        execute: [allowInsecureRequests],
      });
      return readServerMetadata(found.serverMetadata(), { issuer, app });
    } catch (error) {
      const ours = appCallErrorIn(error);
      // What is wrong with the way there, or with what it says, is not mended by asking at another address.
      if (ours !== undefined) throw ours;
      failure = error;
    }
  }
  throw new AppCallError(`${issuer.host} does not publish the sign-in addresses of ${app}.`, {
    class: 'protocol',
    code: 'no_metadata',
    cause: failure,
  });
}

/** In the order that RFC 8414 (3.1 and 5) and the MCP specification give. */
export function wellKnownAddresses({ origin, pathname }: URL): string[] {
  const path = pathname.replace(/\/+$/, '');
  const inserted = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
  ];
  return path === '' ? inserted : [...inserted, `${origin}${path}/.well-known/openid-configuration`];
}

/** openid-client wraps whatever its fetch throws. */
function appCallErrorIn(error: unknown): AppCallError | undefined {
  for (let current = error, depth = 0; depth < 5 && current instanceof Error; current = current.cause, depth += 1) {
    if (isAppCallError(current)) return current;
  }
  return undefined;
}
