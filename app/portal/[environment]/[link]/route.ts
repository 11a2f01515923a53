import { servePortalPage } from '#server/portal/serve-portal.ts';

interface Params {
  params: Promise<{ environment: string; link: string }>;
}

/** The hosted page of one link. Looking at it uses nothing up. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  return servePortalPage(request, await params);
}
