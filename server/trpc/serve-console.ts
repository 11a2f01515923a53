import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { memberActor } from '#server/auth/member-actor.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { appRouter } from './app-router.ts';
import { bodyLimit } from './body-limit.ts';
import { once, type RequestContext } from './context.ts';
import { publicError } from './public-error.ts';
import { readBody } from './read-body.ts';
import { toAppError } from './to-app-error.ts';

/** `/api/trpc`: the console's own pages, with the member's cookie. */
export async function serveConsole(request: Request): Promise<Response> {
  const requestId = newId('request');
  try {
    refuseOtherSites(request);
    const { method, url, headers } = request;
    const authenticate = once(() => memberActor(headers));
    const limit = await bodyLimit(new URL(url).pathname, authenticate);
    const body = method === 'POST' ? await readBody(request, limit) : undefined;
    const response = await fetchRequestHandler({
      endpoint: '/api/trpc',
      router: appRouter,
      req: new Request(url, { method, headers, body }),
      createContext: (): RequestContext => ({
        requestId,
        authenticate,
        idempotencyKey: null,
      }),
      responseMeta: ({ errors }) =>
        errors.length === 1 ? { status: publicError(toAppError(errors[0]), requestId).status } : {},
      onError: ({ error, path, input }) => {
        const told = toAppError(error, input);
        if (told.code === 'internal')
          log.error('A call of the console failed.', { requestId, path, error: told.cause ?? told });
      },
    });
    response.headers.set('x-request-id', requestId);
    response.headers.set('cache-control', 'no-store');
    return response;
  } catch (error) {
    const { status, error: told } = publicError(toAppError(error), requestId);
    return Response.json({ error: told }, { status, headers: { 'x-request-id': requestId } });
  }
}

/** Cookies travel with requests that another site's page makes; none of those has any business here. */
function refuseOtherSites(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return;
  throw new AppError('forbidden', 'This call came from the page of another site.', {
    remedy: 'Backends use /api/v1 with a secret key.',
  });
}
