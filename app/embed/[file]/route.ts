import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file of the SDK's build that an address stands for; the addresses stay for the whole major version. */
function builtFile(name: string): string | undefined {
  if (name === 'v1.js') return 'element.js';
  const isKnown = ['frame-page.js', 'portal-page.js', 'later.js'].includes(name) || /^words-[a-z]{2}\.js$/.test(name);
  return isKnown ? name : undefined;
}

const loaded = new Map<string, Promise<{ script: Buffer; etag: string }>>();

async function read(file: string) {
  const script = await readFile(join(process.cwd(), 'embed-sdk/dist', file));
  return { script, etag: `"${createHash('sha256').update(script).digest('base64url')}"` };
}

const notThere = () =>
  new Response('There is no such file.', { status: 404, headers: { 'cache-control': 'no-store' } });

/** The custom element for a script tag, and what it fetches later. Browsers ask whether it is still the same. */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const file = builtFile((await params).file);
  if (!file) return notThere();
  const reading = loaded.get(file) ?? read(file);
  loaded.set(file, reading);
  const { script, etag } = await reading.catch((error: unknown) => {
    loaded.delete(file);
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
