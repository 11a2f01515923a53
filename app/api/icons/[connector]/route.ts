import { readFile } from 'node:fs/promises';
import { registry } from '#connectors/registry.ts';

interface Params {
  params: Promise<{ connector: string }>;
}

/** A connector's icon. As an image it can't run a script; the policy says so to whoever opens it by itself. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const loaded = (await registry()).get((await params).connector);
  if (!loaded) return new Response('There is no such connector.', { status: 404 });
  return new Response(await readFile(loaded.iconPath), {
    headers: {
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    },
  });
}
