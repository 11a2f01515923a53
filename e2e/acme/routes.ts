import type { IncomingMessage, ServerResponse } from 'node:http';
import { listPeople } from './api.ts';
import { sendAsset } from './assets.ts';
import type { AcmeContext } from './context.ts';
import { type Exchange, HttpError, redirect, sendJson, sendText } from './exchange.ts';
import { activityPage } from './pages/activity-page.ts';
import { integrationsPage } from './pages/integrations-page.ts';
import { readAsked } from './pages/list.ts';
import { newNonce, sendPage } from './pages/page-answer.ts';
import { peoplePage } from './pages/people-page.ts';
import { placesPage } from './pages/places-page.ts';
import { troublePage } from './pages/trouble-page.ts';
import { sendEmbedToken } from './portico/embed-token.ts';
import { receiveWebhook } from './portico/receive-webhook.ts';
import { savePerson, showPerson } from './records/save-title.ts';
import { showSignIn, signIn, signOut } from './sign-in/sign-in.ts';
import { signedInPage } from './sign-in/signed-in.ts';

type Route = (exchange: Exchange, acme: AcmeContext) => void | Promise<void>;

const routes: Record<string, Route> = {
  'GET /': ({ res }) => redirect(res, '/people'),
  'GET /healthz': ({ res }, { endpoint }) =>
    sendJson(res, 200, { status: 'ok', webhooks: endpoint.ready ? 'ready' : 'waiting' }),
  'GET /sign-in': showSignIn,
  'POST /sign-in': signIn,
  'POST /sign-out': signOut,
  'GET /people': signedInPage('People', ({ frame, url, failure, acme }) =>
    peoplePage(frame, readAsked(url.searchParams), acme.sources, failure),
  ),
  'GET /person': showPerson,
  'POST /person': savePerson,
  'GET /places': signedInPage('Places', ({ frame, url, failure, acme }) =>
    placesPage(frame, readAsked(url.searchParams), acme.sources, failure),
  ),
  'GET /integrations': signedInPage('Integrations', ({ frame, acme, nonce }) =>
    integrationsPage(frame, acme.porticoUrl, nonce),
  ),
  'GET /activity': signedInPage('Activity', ({ frame, failure, acme }) =>
    activityPage(frame, acme.log.list(frame.user.customer.id), failure),
  ),
  'GET /api/people': listPeople,
  'POST /portico-token': sendEmbedToken,
  'POST /webhooks/portico': receiveWebhook,
};

/** Answers one request; never fails. */
export async function answer(acme: AcmeContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = URL.parse(req.url ?? '/', 'http://acme') ?? new URL('http://acme/');
  const exchange: Exchange = { req, res, url, method: req.method === 'HEAD' ? 'GET' : (req.method ?? 'GET') };
  try {
    await routeOf(exchange)(exchange, acme);
  } catch (error) {
    if (!(error instanceof HttpError)) acme.report(`${exchange.method} ${url.pathname} failed: ${String(error)}`);
    const known =
      error instanceof HttpError ? error : new HttpError(500, 'Something broke here at Acme. Try again in a minute.');
    if (res.headersSent) res.destroy();
    else refuse(exchange, acme, known);
  }
}

function routeOf({ method, url: { pathname } }: Exchange): Route {
  const route = routes[`${method} ${pathname}`];
  if (route !== undefined) return route;
  if (method === 'GET' && pathname.startsWith('/assets/')) return (exchange) => sendAsset(exchange, pathname.slice(8));
  if (`GET ${pathname}` in routes || `POST ${pathname}` in routes) {
    throw new HttpError(405, `${method} is not possible at ${pathname}.`);
  }
  throw new HttpError(404, 'There is nothing at this address.');
}

function refuse({ req, res }: Exchange, { porticoUrl }: AcmeContext, { status, message }: HttpError): void {
  const title = status === 404 ? 'Not here' : 'This did not work';
  if (req.headers.accept?.includes('text/html'))
    sendPage(res, status, troublePage(title, message), porticoUrl, newNonce());
  else sendText(res, status, message);
}
