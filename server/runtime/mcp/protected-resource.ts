import { z } from 'zod';
import { AppCallError } from '#connectors/kit/index.ts';
import { egress } from '#server/http/egress.ts';
import { readJson, UnreadableJson } from '../read-json.ts';

/** What an MCP server says of itself (RFC 9728). */
export interface ProtectedResource {
  resource: string;
  authorizationServers: string[];
  scopes: string[];
}

const maxBytes = 262_144;
const timeoutMs = 15_000;

const metadataSchema = z.object({
  resource: z.url(),
  authorization_servers: z.array(z.url()).min(1),
  scopes_supported: z.array(z.string()).catch([]),
});

/** Reads the metadata at the address that the server named, else at the two well-known ones. Undefined: there is none. */
export async function findProtectedResource(
  server: URL,
  named: string | undefined,
  app: string,
): Promise<ProtectedResource | undefined> {
  for (const address of named === undefined ? wellKnown(server) : [named]) {
    const url = URL.parse(address);
    if (url === null || (server.protocol === 'https:' && url.protocol !== 'https:')) {
      throw unusable(`${app} names an address for its metadata that can't be used.`);
    }
    const found = await read(url, app);
    if (found === undefined) continue;
    if (covers(found.resource, server)) return found;
    throw unusable(`The metadata of ${app} speaks for another server (${found.resource}), so it is not used.`);
  }
  return undefined;
}

/** Whether a token for `resource` is one for `server`: the same origin, and the same path or one above it. */
export function covers(resource: string, server: URL): boolean {
  const url = URL.parse(resource);
  if (url === null || url.origin !== server.origin) return false;
  const path = url.pathname.replace(/\/+$/, '');
  return server.pathname === path || server.pathname.startsWith(`${path}/`);
}

function wellKnown({ origin, pathname }: URL): string[] {
  const root = `${origin}/.well-known/oauth-protected-resource`;
  const path = pathname.replace(/\/+$/, '');
  return path === '' ? [root] : [root + path, root];
}

async function read(url: URL, app: string): Promise<ProtectedResource | undefined> {
  const { status, body } = await egress({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    maxBytes,
    timeoutMs,
  });
  if (status === 429 || status >= 500) {
    throw new AppCallError(`${app} does not tell how to sign in at the moment (${status}).`, {
      class: status === 429 ? 'rate_limited' : 'app_down',
      code: `http_${status}`,
      status,
    });
  }
  const parsed = status === 200 ? metadataSchema.safeParse(jsonOf(body)) : undefined;
  if (!parsed?.success) return undefined;
  const { resource, authorization_servers, scopes_supported } = parsed.data;
  return { resource, authorizationServers: authorization_servers, scopes: scopes_supported };
}

function jsonOf(body: Buffer): unknown {
  try {
    return readJson(body);
  } catch (error) {
    if (error instanceof UnreadableJson) return undefined;
    throw error;
  }
}

const unusable = (message: string) => new AppCallError(message, { class: 'protocol', code: 'unusable_metadata' });
