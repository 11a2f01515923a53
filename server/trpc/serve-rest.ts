import { createOpenApiFetchHandler, type OpenApiRouter } from 'trpc-to-openapi';
import { refuseTokenInAddress } from '#server/auth/bearer-token.ts';
import { AppError } from '#server/errors.ts';
import { type Id, newId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { parseBody, readBody } from './read-body.ts';
import { refusal } from './refusal.ts';
import { checkRoute } from './rest-route.ts';
import { toAppError } from './to-app-error.ts';

interface RestRequest {
  request: Request;
  requestId: Id<'request'>;
}

interface ServeRest<Context> {
  router: OpenApiRouter & { _def: { _config: { $types: { ctx: Context } } } };
  /** Where the router hangs: `/api/v1`. */
  basePath: `/${string}`;
  request: Request;
  createContext: (incoming: RestRequest) => Promise<Context> | Context;
  /** How much a body may hold; 1 MiB unless told. */
  bodyLimit?: (path: string) => Promise<number>;
}

/** Serves the REST side of a router: every answer is JSON with a request id, every error has the one shape of `publicError`. */
export async function serveRest<Context>({
  router,
  basePath,
  request,
  createContext,
  bodyLimit,
}: ServeRest<Context>): Promise<Response> {
  const requestId = newId('request');
  const { method } = request;
  const url = new URL(request.url);
  const path = url.pathname.slice(basePath.length) || '/';
  const began = performance.now();
  let failure: AppError | undefined;
  let response: Response | undefined;
  try {
    refuseTokenInAddress(url);
    checkRoute(router, method, path);
    response = await createOpenApiFetchHandler({
      router,
      endpoint: basePath,
      req: await readable(request, await bodyLimit?.(path)),
      createContext: async () => createContext({ request, requestId }),
      onError: ({ error, input }: { error: unknown; input: unknown }) => {
        failure = toAppError(error, input);
      },
    });
  } catch (error) {
    failure = toAppError(error);
  }
  const answer = failure || !response ? refusal(failure ?? toAppError(undefined), requestId) : response;
  note({ requestId, method, path, status: answer.status, began, failure });
  answer.headers.set('x-request-id', requestId);
  answer.headers.set('cache-control', 'no-store');
  return answer;
}

/** The request with a body that was read within its limits: the adapter reads any length, and only with a content type. */
async function readable(request: Request, maxBytes?: number): Promise<Request> {
  const { method, url, headers } = request;
  if (method === 'GET' || method === 'DELETE') return new Request(url, { method, headers });
  const type = headers.get('content-type');
  const text = await readBody(request, maxBytes);
  if (text !== '' && !type?.toLowerCase().startsWith('application/json')) {
    throw new AppError('bad_request', 'The body is not sent as JSON.', {
      remedy: 'Set the header Content-Type: application/json.',
    });
  }
  const json = new Headers(headers);
  json.set('content-type', 'application/json');
  json.delete('content-length');
  return new Request(url, { method, headers: json, body: JSON.stringify(parseBody(text)) });
}

interface Served {
  requestId: string;
  method: string;
  path: string;
  status: number;
  began: number;
  failure: AppError | undefined;
}

function note({ requestId, method, path, status, began, failure }: Served): void {
  const fields = {
    requestId,
    method,
    path,
    status,
    durationMs: Math.round(performance.now() - began),
    code: failure?.code,
  };
  if (status >= 500) log.error('A request failed.', { ...fields, error: failure?.cause ?? failure });
  else log.debug('A request was answered.', fields);
}
