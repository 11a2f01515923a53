import { findConnector } from '#server/catalog/get-connector.ts';
import { clientDocumentOf } from '#server/catalog/with-registration.ts';
import { withTenant } from '#server/db/tenant.ts';
import { isId } from '#server/ids.ts';

interface Params {
  params: Promise<{ environment: string; connector: string }>;
}

/** Who we are, for servers that read it instead of registering us. Public: it holds nothing but our addresses. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { environment, connector } = await params;
  if (!isId('environment', environment)) return new Response(null, { status: 404 });
  const known = await withTenant({ environmentId: environment }, (tx) => findConnector(tx, connector));
  if (!known) return new Response(null, { status: 404 });
  const document = await clientDocumentOf({ environmentId: environment }, connector).catch(() => undefined);
  if (document === undefined) return new Response(null, { status: 404 });
  return Response.json(document, { headers: { 'cache-control': 'public, max-age=3600' } });
}
