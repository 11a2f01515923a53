import './refuse-browser.ts';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Why a webhook was not accepted. */
export type WebhookRefusal =
  | 'no_secret'
  | 'missing_header'
  | 'bad_timestamp'
  | 'too_old'
  | 'too_new'
  | 'bad_signature'
  | 'not_json';

/** Thrown by {@link verifyWebhook}; answer 400 and do nothing else with the request. */
export class WebhookVerificationError extends Error {
  /** A stable word for programs and logs. */
  readonly code: WebhookRefusal;

  constructor(code: WebhookRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WebhookVerificationError';
    this.code = code;
  }
}

/** The headers of a request: a plain object as Node has it, or a `Headers`. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

/** What {@link verifyWebhook} needs to know. */
export interface WebhookOptions {
  /** The body exactly as it arrived, before any JSON parser touched it. */
  payload: string | Buffer;
  /** The request's headers; `webhook-id`, `webhook-timestamp` and `webhook-signature` are read. */
  headers: WebhookHeaders;
  /** The endpoint's secret: `whsec_…`. Several while one is being rotated. */
  secret: string | readonly string[];
  /** How far the clock of the sender may be from yours: 300 by default. */
  toleranceSeconds?: number;
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const own = headers instanceof Headers ? headers.get(name) : valueIn(headers, name);
  if (!own)
    throw new WebhookVerificationError(
      'missing_header',
      `The request has no ${name} header: it was not sent by Portico, or a proxy dropped the header.`,
    );
  return own;
}

function valueIn(headers: Record<string, string | string[] | undefined>, name: string): string | undefined {
  const key = Object.keys(headers).find((other) => other.toLowerCase() === name);
  const value = key === undefined ? undefined : headers[key];
  return Array.isArray(value) ? value[0] : value;
}

function checkTime(timestamp: string, toleranceSeconds: number): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookVerificationError('bad_timestamp', 'The webhook-timestamp header is not a number of seconds.');
  const age = Date.now() / 1000 - Number(timestamp);
  if (age > toleranceSeconds)
    throw new WebhookVerificationError(
      'too_old',
      `The webhook was signed ${Math.round(age)} seconds ago, more than the ${toleranceSeconds} allowed: it is a replay, or your clock is ahead.`,
    );
  if (age < -toleranceSeconds)
    throw new WebhookVerificationError(
      'too_new',
      `The webhook was signed ${Math.round(-age)} seconds in the future: your clock is behind.`,
    );
}

const noSecret = () =>
  new WebhookVerificationError(
    'no_secret',
    'verifyWebhook needs the secret of the endpoint: whsec_ and base64 behind it, from the console.',
  );

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (key.byteLength === 0) throw noSecret();
  return key;
}

const same = (one: Buffer, other: Buffer) => one.byteLength === other.byteLength && timingSafeEqual(one, other);

/**
 * Checks that a webhook comes from Portico (Standard Webhooks, v1: HMAC-SHA256 over id, time and body) and returns its
 * parsed body. Portico may deliver one event twice: `webhook-id` is the same then, so keep the ids that you have done.
 *
 * @example
 * app.post('/portico-webhooks', express.raw({ type: '*\/*' }), (request, response) => {
 *   const event = verifyWebhook({ payload: request.body, headers: request.headers, secret: process.env.PORTICO_WEBHOOK_SECRET });
 *   response.sendStatus(204);
 * });
 * @throws WebhookVerificationError that says why.
 */
export function verifyWebhook({ payload, headers, secret, toleranceSeconds = 300 }: WebhookOptions): unknown {
  const keys = (typeof secret === 'string' ? [secret] : secret).map(keyOf);
  if (keys.length === 0) throw noSecret();
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const given = headerOf(headers, 'webhook-signature')
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'));
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload;

  const matches = keys.some((key) => {
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
    return given.some((signature) => same(signature, expected));
  });
  if (!matches)
    throw new WebhookVerificationError(
      'bad_signature',
      'No signature of the webhook fits the secret: the secret is another endpoint’s, or the body was changed on the way. Pass the body as it arrived, before it is parsed.',
    );
  checkTime(timestamp, toleranceSeconds);
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return parsed;
  } catch (cause) {
    throw new WebhookVerificationError('not_json', 'The signature fits, but the body is not JSON.', { cause });
  }
}
