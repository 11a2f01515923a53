import { apiKeyActor } from '#server/auth/api-key-actor.ts';
import { refuseTokenInAddress } from '#server/auth/bearer-token.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import type { ConnectionScope } from '#server/connections/connection-scope.ts';
import { callMarks } from '#server/db/call-marks.ts';
import type { Tenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { RawAnswer, RawRequest } from '#server/http/serve-raw.ts';
import { type Id, isId, newId } from '#server/ids.ts';
import { type AppAddress, appAddress } from '#server/runtime/app-address.ts';
import { refusal } from '#server/trpc/refusal.ts';
import { toAppError } from '#server/trpc/to-app-error.ts';
import { maxAnswerBytes } from './attempt.ts';
import { budgetLeft } from './budget-left.ts';
import { type Called, callApp } from './call-app.ts';
import { givenHeaders, sentHeaders } from './forwarded-headers.ts';
import { bodyTooLarge, KeptBody, maxBodyBytes } from './kept-body.ts';
import { ProxyLine } from './proxy-line.ts';
import { type ProxyOptions, proxyOptions } from './proxy-options.ts';
import { loadProxyScope } from './proxy-scope.ts';
import { proxyTarget } from './proxy-target.ts';

export const proxyPath = '/api/v1/proxy';

const names = { connection: 'portico-connection' };

/** Whether a request's target is the proxy's. */
export const isProxyTarget = (target: string): boolean => /^\/api\/v1\/proxy(?:[/?]|$)/.test(target);

/** Calls an app as a connection and gives back what it answers: the vendor's own calls, with our hands on the credential alone. */
export async function serveProxy(request: RawRequest): Promise<RawAnswer> {
  const requestId = newId('request');
  const line = new ProxyLine(requestId, request);
  try {
    return await pass(request, requestId, line);
  } catch (thrown) {
    const error = toAppError(thrown);
    const response = refusal(error, requestId);
    line.failed(response.status, error);
    response.headers.set('x-request-id', requestId);
    response.headers.set('portico-request-id', requestId);
    response.headers.set('cache-control', 'no-store');
    return { status: response.status, headers: response.headers, body: await response.text() };
  }
}

async function pass(request: RawRequest, requestId: Id<'request'>, line: ProxyLine): Promise<RawAnswer> {
  const { headers, signal } = request;
  refuseTokenInAddress(new URL(request.target, 'http://portico.invalid'));
  let marks: string | null = null;
  const wanted = headers.get(names.connection);
  const actor = await apiKeyActor(headers, async (hash) => {
    const found = await callMarks(hash, isId('connection', wanted) ? wanted : null);
    marks = found?.marks ?? null;
    return found;
  });
  if (actor === null) {
    throw new AppError('unauthenticated', 'No secret key was sent.', {
      remedy: 'Send the header Authorization: Bearer sk_…',
    });
  }
  const method = checkMethod(request.method);
  const options = proxyOptions(headers);
  const body = bodyOf(request);
  const tenant: Tenant = { environmentId: actor.environmentId };
  const scope = await loadProxyScope(actor.environmentId, options, marks);
  const { connection, access } = scope;
  const address = addressOf(scope);
  const where = proxyTarget(request.target.slice(proxyPath.length), baseOf(address, options, scope));
  line.goesTo(connection, where.url);
  const called = await callApp({
    request: {
      method,
      ...where,
      headers: sentHeaders(headers),
      body,
      contentLength: headers.get('content-length') ?? undefined,
    },
    options,
    access,
    address,
    source: scope.source,
    budgets: connectionBudgets({ tenant, connectionId: connection.id, customerId: connection.customer_id }),
    timeoutMs: options.timeoutMs,
    signal,
  });
  refuseEndless(called, scope);
  const given = givenHeaders(called.headers, options.isRaw);
  given.set('portico-request-id', requestId);
  given.set('portico-connection', connection.id);
  given.set('portico-retries', String(called.retries));
  const left = budgetLeft(scope.budgets);
  if (left !== undefined) given.set('portico-budget-left', left);
  const chunks = line.counted(called, () => body?.bytes ?? 0);
  return { status: called.status, headers: given, body: chunks };
}

function checkMethod(method: string): string {
  // An app that repeats the request in its answer would repeat the credential.
  if (method !== 'TRACE' && method !== 'CONNECT') return method;
  throw new AppError('bad_request', `${method} is not passed on.`, { remedy: 'Use another method.' });
}

function bodyOf({ headers, body }: RawRequest): KeptBody | undefined {
  if (Number(headers.get('content-length') ?? 0) > maxBodyBytes) throw bodyTooLarge();
  return body === undefined ? undefined : new KeptBody(body);
}

function addressOf({ access }: ConnectionScope): AppAddress {
  const { connector } = access.connector;
  if (connector.baseUrl !== undefined) return appAddress(connector, access.values);
  throw new AppError('invalid', `${connector.name} is not called by HTTP, so nothing can be passed on to it.`, {
    field: names.connection,
    remedy: 'Use its objects and actions.',
  });
}

/** The connector's own base address, or another one of the app's hosts. */
function baseOf(address: AppAddress, { baseUrl }: ProxyOptions, { access }: ConnectionScope): URL {
  if (baseUrl === undefined) return address.urlOf('', {});
  const url = URL.parse(baseUrl);
  if (url !== null && address.mayHoldCredentials(url) && url.search === '' && url.hash === '') {
    return new URL(url.pathname, url.origin);
  }
  const { name, hosts = [] } = access.connector.connector;
  throw new AppError('invalid', `portico-base-url is no address of ${name}, so its access is not sent there.`, {
    field: 'portico-base-url',
    remedy: `Leave it out${hosts.length > 0 ? `, or send an https address on ${hosts.join(', ')}` : ''}.`,
  });
}

function refuseEndless(called: Called, { access }: ConnectionScope): void {
  if (Number(called.headers.get('content-length') ?? 0) <= maxAnswerBytes) return;
  called.discard();
  throw new AppError('app_refused', `The answer of ${access.connector.connector.name} is larger than 1 GiB.`, {
    remedy: 'Ask for it in parts, with the header Range.',
  });
}
