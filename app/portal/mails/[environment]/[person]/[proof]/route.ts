import { serveUnsubscribe } from '#server/mails/unsubscribe.ts';

interface Params {
  params: Promise<{ environment: string; person: string; proof: string }>;
}

export async function GET(request: Request, { params }: Params): Promise<Response> {
  return serveUnsubscribe(request, await params);
}

export async function POST(request: Request, { params }: Params): Promise<Response> {
  return serveUnsubscribe(request, await params);
}
