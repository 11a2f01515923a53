import { apiKeyActor } from '#server/auth/api-key-actor.ts';
import { appRouter } from './app-router.ts';
import { bodyLimit } from './body-limit.ts';
import { once } from './context.ts';
import { serveRest } from './serve-rest.ts';

export const apiPath = '/api/v1';

/** `/api/v1`: the vendor's backend, with its secret key. A member's cookie has no say here. */
export function serveApi(request: Request): Promise<Response> {
  const authenticate = once(() => apiKeyActor(request.headers));
  return serveRest({
    router: appRouter,
    basePath: apiPath,
    request,
    bodyLimit: (path) => bodyLimit(path, authenticate),
    createContext: ({ requestId }) => ({
      requestId,
      authenticate,
      idempotencyKey: request.headers.get('idempotency-key'),
    }),
  });
}
