import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { HmacScheme, Placement } from '#connectors/kit/index.ts';
import { fillText, namesIn } from '../template.ts';
import type { AuthenticatedRequest, OutgoingRequest, Signing } from './authenticate.ts';
import { place } from './place.ts';
import { secretBytes } from './secret-bytes.ts';
import { wholeBody } from './whole-body.ts';

/** Signs a text that the app prescribes. What is placed without the signature is there before the text is made: it may be signed too. */
export function signHmac({ scheme, request, values, app, now }: Signing<HmacScheme>): AuthenticatedRequest {
  const { algorithm, encoding, placement } = { ...scheme, placement: scheme.place };
  const moment = momentValues(now);
  const before = place(request, part(placement, false), { values: { ...values, ...moment }, app });
  const known = { ...values, ...moment, ...requestValues(before, scheme, app) };
  const text = fillText({ template: withOptionalParts(scheme.text), values: known, app }) ?? '';
  const hmac = createHmac(algorithm, secretBytes(scheme.key, { encoding: scheme.keyEncoding, values, app }));
  const signature = hmac.update(text).digest(encoding);
  return place(before, part(placement, true), { values: { ...known, signature }, app });
}

function momentValues(now: Date): Record<string, string> {
  return {
    timestamp: String(Math.floor(now.getTime() / 1000)),
    timestampMs: String(now.getTime()),
    date: now.toUTCString(),
    nonce: randomUUID(),
  };
}

function requestValues({ method, url, body }: OutgoingRequest, { algorithm, text, place }: HmacScheme, app: string) {
  const used = new Set([text, ...templatesOf(place)].flatMap((template) => namesIn(template).flat()));
  const content = used.has('body') || used.has('bodyHash') ? wholeBody(body, app) : '';
  return {
    method: method.toUpperCase(),
    url: url.href,
    host: url.host,
    path: url.pathname,
    query: url.search.slice(1),
    body: typeof content === 'string' ? content : Buffer.from(content).toString('utf8'),
    bodyHash: createHash(algorithm).update(content).digest('hex'),
  };
}

/** A request without a query or body is signed with an empty one; that is no value that somebody forgot. */
const withOptionalParts = (template: string): string => template.replace(/\{\{\s*(query|body)\s*\}\}/g, '{{$1?}}');

function templatesOf({ headers, query, cookies, basic }: Placement): string[] {
  return [headers, query, cookies, basic].flatMap((templates) => Object.values(templates ?? {}));
}

/** What is placed before the text is made, or after it. */
function part({ headers, query, cookies, basic }: Placement, isAfter: boolean): Placement {
  const only = (templates: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(templates).filter(([, template]) => needsRequest(template) === isAfter));
  const basicIsAfter = Object.values(basic ?? {}).some(needsRequest);
  return {
    headers: only(headers),
    query: only(query),
    cookies: only(cookies),
    ...(basic && basicIsAfter === isAfter && { basic }),
  };
}

const ofRequest = new Set(['signature', 'method', 'url', 'host', 'path', 'query', 'body', 'bodyHash']);
const needsRequest = (template: string): boolean =>
  namesIn(template)
    .flat()
    .some((name) => ofRequest.has(name));
