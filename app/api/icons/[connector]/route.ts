import { registry } from '#connectors/registry.ts';
import { connectorIcon } from '#server/catalog/connector-icon.ts';
import { withTenant } from '#server/db/tenant.ts';
import { isId } from '#server/ids.ts';
import { ownIcon } from '#server/own-connectors/own-icon.ts';

interface Params {
  params: Promise<{ connector: string }>;
}

/** A connector's icon. As an image it can't run a script; the policy says so to whoever opens it by itself. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { connector: slug } = await params;
  const environmentId = new URL(request.url).searchParams.get('environment');
  const drawn = isId('environment', environmentId)
    ? await withTenant({ environmentId }, (tx) => ownIcon(tx, slug))
    : await registered(slug);
  if (!drawn) return new Response('There is no such connector.', { status: 404 });
  return new Response(await connectorIcon(drawn), {
    headers: {
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    },
  });
}

async function registered(slug: string) {
  const loaded = (await registry()).get(slug);
  return loaded && { ...loaded, name: loaded.connector.name };
}
