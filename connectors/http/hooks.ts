import type { ConnectorHooks, HookRequest, Json } from '../kit/index.ts';
import { hmacSignature, standardWebhooks } from '../kit/index.ts';

const standard = standardWebhooks();

/** What many others send: hex over the body alone. It knows no time, so a copy of it verifies for ever; the event's id stops it. */
const plain = hmacSignature({ header: 'x-hub-signature-256', prefix: 'sha256=', encoding: 'hex' });

export const hooks: ConnectorHooks = {
  secretFrom: 'customer',
  verify: (request, secrets, now) =>
    (request.headers.has('webhook-signature') ? standard : plain)(request, secrets, now),
  events: (request) => {
    const data = read(request);
    return [{ id: request.headers.get('webhook-id') ?? '', type: typeOf(data), data }];
  },
};

function read({ body }: HookRequest): Json {
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function typeOf(data: Json): string {
  const type =
    typeof data === 'object' && data !== null && !Array.isArray(data) ? (data.type ?? data.event) : undefined;
  return typeof type === 'string' ? type : 'received';
}
