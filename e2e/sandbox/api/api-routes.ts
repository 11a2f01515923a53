import type Provider from 'oidc-provider';
import { isApiDown } from '../faults.ts';
import { BodyError, type Exchange, readJson, sendJson } from '../http-exchange.ts';
import type { World } from '../world.ts';
import type { ApiAnswer, ApiCall } from './api-call.ts';
import { ApiError } from './api-error.ts';
import { readBearer } from './bearer.ts';
import { catalogue } from './catalogue-routes.ts';
import { contactsBatch } from './contacts-batch.ts';
import { contact, contacts } from './contacts-routes.ts';
import { webhooks } from './webhook-routes.ts';
import { sendWrongAnswer } from './wrong-answer.ts';

const PREFIX = '/api/v1/';

/** `/api/…`: faults, then who asks, then how often, then the answer. */
export async function handleApi(exchange: Exchange, world: World, provider: Provider): Promise<void> {
  const { res } = exchange;
  try {
    await world.slowDown();
    if (isApiDown(world.faults)) throw new ApiError(503, 'unavailable', 'Tidewater is down for maintenance.');
    const answer = await route(await authorise(exchange, world, provider));
    sendAnswer(exchange, world, answer);
  } catch (error) {
    const refusal = error instanceof BodyError ? new ApiError(error.status, 'bad_request', error.message) : error;
    if (!(refusal instanceof ApiError)) throw error;
    for (const [name, value] of Object.entries(refusal.headers)) res.setHeader(name, value);
    sendJson(res, refusal.status, refusal);
  }
}

async function authorise({ req, res, url, method }: Exchange, world: World, provider: Provider): Promise<ApiCall> {
  const bearer = await readBearer(provider, req.headers.authorization);
  const account = world.account(bearer.user.accountId);
  if (account === undefined) throw new Error(`${bearer.user.id} has no account`);

  const rate = account.rate.take(world.rateLimit, Date.now());
  res.setHeader('x-ratelimit-limit', world.rateLimit);
  res.setHeader('x-ratelimit-remaining', rate.remaining);
  res.setHeader('x-ratelimit-reset', Math.ceil(rate.resetsAt / 1000));
  if (!rate.allowed) {
    const message = `This account may send ${world.rateLimit} requests in 10 seconds. Wait as long as Retry-After says.`;
    throw new ApiError(429, 'rate_limited', message, { headers: { 'retry-after': rate.retryAfter ?? '10' } });
  }
  const path = url.pathname.startsWith(PREFIX) ? url.pathname.slice(PREFIX.length).split('/') : [];
  const [key] = [req.headers['idempotency-key']].flat();
  return {
    ...bearer,
    world,
    account,
    method,
    path,
    params: url.searchParams,
    idempotencyKey: key,
    readBody: () => readJson(req),
  };
}

async function route(call: ApiCall): Promise<ApiAnswer> {
  const [noun, id, ...rest] = call.path;
  if (rest.length === 0 && noun === 'contacts' && id === 'batch') return contactsBatch(call);
  if (rest.length === 0 && noun === 'contacts') return id === undefined ? contacts(call) : contact(call, id);
  if (rest.length === 0 && noun === 'webhooks') return webhooks(call, id);
  const answer = catalogue(call);
  if (answer !== undefined) return answer;
  throw new ApiError(404, 'not_found', `There is nothing at ${PREFIX}${call.path.join('/')}.`);
}

function sendAnswer({ res }: Exchange, world: World, answer: ApiAnswer): void {
  const { wrong } = world.faults;
  if (answer.body === undefined) res.writeHead(answer.status).end();
  else if (wrong !== null) sendWrongAnswer(res, wrong, JSON.stringify(answer.body));
  else sendJson(res, answer.status, answer.body);
}
