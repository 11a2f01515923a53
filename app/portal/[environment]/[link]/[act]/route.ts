import { servePortalAct } from '#server/portal/serve-portal.ts';

interface Params {
  params: Promise<{ environment: string; link: string; act: string }>;
}

/** What the hosted page asks for: to open its link, to send a code, to leave. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  return servePortalAct(request, await params);
}
