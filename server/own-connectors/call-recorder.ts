import type { ConnectorAuth, Placement } from '#connectors/kit/index.ts';
import type { EgressRequest } from '#server/http/egress.ts';
import type { Send } from '#server/runtime/send.ts';

/** One request as it went over the wire, secrets taken out, and what came back. */
export interface RecordedCall {
  method: string;
  url: string;
  requestHeaders: [name: string, value: string][];
  requestBody: string | null;
  /** Null where no answer came. */
  status: number | null;
  responseHeaders: [name: string, value: string][];
  responseBody: string | null;
  durationMs: number;
}

const mask = '••••';
const longest = 64 * 1024;
const secretName = /authorization|cookie|token|secret|signature|password|api[-_]?key|^key$|wsse/i;

/** Stands between a test and the network: lets everything pass, and notes it without what nobody should read. */
export class CallRecorder {
  readonly calls: RecordedCall[] = [];
  readonly #secrets: string[];
  readonly #names: Set<string>;

  constructor(secrets: string[], auth: ConnectorAuth) {
    // The longest first: one may be part of another.
    this.#secrets = [...new Set(secrets.filter((secret) => secret.length >= 4).flatMap(waysToWrite))].sort(
      (one, other) => other.length - one.length,
    );
    this.#names = new Set(placesOf(auth).map((name) => name.toLowerCase()));
  }

  wrap(send: Send): Send {
    return async (request) => {
      const call = this.#begin(request);
      this.calls.push(call);
      const began = performance.now();
      try {
        const answer = await send(request);
        call.status = answer.status;
        call.responseHeaders = [...answer.headers].map(([name, value]) => this.#header(name, value));
        call.responseBody = this.hide(textOf(answer.body));
        return answer;
      } finally {
        call.durationMs = Math.round(performance.now() - began);
      }
    };
  }

  /** A text without the secrets in it. */
  hide(text: string): string {
    return this.#secrets.reduce((shown, secret) => shown.replaceAll(secret, mask), text);
  }

  /** A JSON value without the secrets in its texts. */
  hideIn(value: unknown): unknown {
    if (typeof value === 'string') return this.hide(value);
    if (Array.isArray(value)) return value.map((item) => this.hideIn(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.hideIn(inner)]));
  }

  #begin({ method, url, headers = {}, body }: EgressRequest): RecordedCall {
    return {
      method,
      url: this.#address(new URL(url)),
      requestHeaders: Object.entries(headers).map(([name, value]) => this.#header(name, value)),
      requestBody: bodyText(body, (text) => this.hide(text)),
      status: null,
      responseHeaders: [],
      responseBody: null,
      durationMs: 0,
    };
  }

  #header(name: string, value: string): [string, string] {
    if (!secretName.test(name) && !this.#names.has(name.toLowerCase())) return [name, this.hide(value)];
    const [, scheme] = value.match(/^([A-Za-z][\w-]*) /) ?? [];
    return [name, scheme === undefined ? mask : `${scheme} ${mask}`];
  }

  #address(url: URL): string {
    const shown = new URL(url);
    for (const name of [...shown.searchParams.keys()])
      if (secretName.test(name) || this.#names.has(name.toLowerCase())) shown.searchParams.set(name, mask);
    return this.hide(shown.href).replaceAll(encodeURIComponent(mask), mask);
  }
}

/** As it is, in an address, in a form, and in Base64 by itself. */
const waysToWrite = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams([['', secret]]).toString().slice(1),
  Buffer.from(secret).toString('base64'),
  JSON.stringify(secret).slice(1, -1),
];

function placesOf(auth: ConnectorAuth): string[] {
  const placement: Placement | undefined =
    'place' in auth ? auth.place : 'scheme' in auth && auth.scheme.kind === 'hmac' ? auth.scheme.place : undefined;
  return [...Object.keys(placement?.headers ?? {}), ...Object.keys(placement?.query ?? {})];
}

function bodyText(body: EgressRequest['body'], hide: (text: string) => string): string | null {
  if (body === undefined) return null;
  if (typeof body === 'string') return hide(shortened(body));
  return body instanceof Uint8Array ? hide(textOf(Buffer.from(body))) : '(a stream)';
}

const textOf = (body: Buffer): string =>
  body.includes(0) ? `(${body.length} bytes)` : shortened(body.subarray(0, longest + 4).toString('utf8'));

const shortened = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)}…`);
