import { systemClock } from '#server/clock.ts';
import { ownOrigin } from '#server/env.ts';
import { isKnownOrigin } from '#server/environments/allowed-origin.ts';
import { serveRest } from '#server/trpc/serve-rest.ts';
import { embedRouter } from './embed-router.ts';

export const embedPath = '/api/embed/v1';

const preflightSeconds = 600;

/** `/api/embed/v1`: the SDK in a page of the vendor. No cookie has a say here; the session travels as bearer. */
export async function serveEmbed(request: Request): Promise<Response> {
  const origin = request.headers.get('origin');
  const known = origin !== null && (await isKnownOrigin(origin));
  if (request.method === 'OPTIONS') return preflight(origin, known);
  const answer = await serveRest({
    router: embedRouter,
    basePath: embedPath,
    request,
    createContext: ({ requestId }) => ({
      requestId,
      clock: systemClock,
      origin: framedOrigin(request) ?? origin ?? pageOfOurs(request),
      bearer: request.headers.get('authorization')?.match(/^Bearer (\S+)$/i)?.[1] ?? null,
    }),
  });
  if (known) allow(answer.headers, origin);
  return answer;
}

/**
 * Our own frame speaks for the page around it: the browser let that page frame it by this very origin, and checked each
 * message. Nobody else's page can send such a request as one of the same site, and the origin is checked like any other.
 */
function framedOrigin(request: Request): string | null {
  const ours = request.headers.get('sec-fetch-site') === 'same-origin';
  return ours ? request.headers.get('x-portico-frame-host') : null;
}

/** On its own site a browser names no origin where it only reads. */
function pageOfOurs(request: Request): string | null {
  return request.headers.get('sec-fetch-site') === 'same-origin' ? ownOrigin() : null;
}

function preflight(origin: string | null, known: boolean): Response {
  const headers = new Headers({ vary: 'origin' });
  if (known && origin !== null) {
    allow(headers, origin);
    headers.set('access-control-allow-methods', 'GET, POST, DELETE');
    headers.set('access-control-allow-headers', 'authorization, content-type');
    headers.set('access-control-max-age', String(preflightSeconds));
  }
  return new Response(null, { status: 204, headers });
}

/** The exact origin, and no credentials: a page of another origin gets nothing that it could read. */
function allow(headers: Headers, origin: string): void {
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', 'x-request-id, retry-after');
  headers.set('vary', 'origin');
}
