import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const file = () => join(process.cwd(), 'embed-sdk/dist/element.js');

let loaded: Promise<{ script: Buffer; etag: string }> | undefined;

async function read() {
  const script = await readFile(file());
  return { script, etag: `"${createHash('sha256').update(script).digest('base64url')}"` };
}

/** The custom element, for a script tag. The address stays for the whole major version, so browsers ask whether it is still the same. */
export async function GET(request: Request): Promise<Response> {
  loaded ??= read();
  const { script, etag } = await loaded.catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    etag,
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(script), { headers });
}
