import type { AnswerFormat, HttpRequest } from '#connectors/kit/index.ts';
import type { ClientCertificate } from '#server/http/client-certificate.ts';
import type { EgressBody, Onward } from '#server/http/egress.ts';
import type { Access } from './access.ts';
import type { AppAddress } from './app-address.ts';
import { authenticate } from './auth/authenticate.ts';
import { connectorHeaders } from './connector-headers.ts';
import type { Credential } from './credential.ts';
import { bodyOf, type RequestBody } from './request-body.ts';

interface Prepared {
  url: URL;
  headers: Record<string, string>;
  body?: EgressBody;
  tls?: ClientCertificate;
}

const accepts: Record<AnswerFormat, string> = {
  json: 'application/json',
  text: 'text/plain, */*;q=0.5',
  xml: 'application/xml, text/xml;q=0.9',
  ndjson: 'application/x-ndjson, application/json;q=0.9',
  bytes: '*/*',
};
/** All that a host learns that is not the app's: what is wanted of it. */
const harmless = new Set(['accept', 'range', 'if-none-match', 'if-modified-since']);

/** One call as it leaves us: body, headers and credential, made again for each address that it is led to. */
export class Outgoing {
  /** Where the latest hop went, without its credential. */
  plainUrl: URL;
  readonly method: string;
  readonly #request: HttpRequest;
  readonly #access: Access;
  readonly #address: AppAddress;
  readonly #body: RequestBody;

  constructor(method: string, url: URL, request: HttpRequest, access: Access, address: AppAddress) {
    this.method = method;
    this.plainUrl = url;
    this.#request = request;
    this.#access = access;
    this.#address = address;
    this.#body = bodyOf(request);
  }

  async first(credential: Credential): Promise<Prepared> {
    return this.prepare({ method: this.method, url: this.plainUrl, body: this.#body.body }, credential);
  }

  async prepare({ method, url, body }: Onward, credential: Credential): Promise<Prepared> {
    this.plainUrl = url;
    const headers = this.#headers(body !== undefined);
    if (!this.#address.mayHoldCredentials(url))
      return { url, headers: pick(headers, (name) => harmless.has(name)), ...(body !== undefined && { body }) };
    const request = { method, url: new URL(url), headers, ...(body !== undefined && { body }) };
    return authenticate({ access: this.#access, credential, request, now: new Date() });
  }

  #headers(hasBody: boolean): Record<string, string> {
    const headers: Record<string, string> = { accept: accepts[this.#request.answer ?? 'json'] };
    if (hasBody && this.#body.type !== undefined) headers['content-type'] = this.#body.type;
    Object.assign(headers, connectorHeaders(this.#access));
    for (const [name, value] of Object.entries(this.#request.headers ?? {})) headers[name.toLowerCase()] = value;
    return hasBody ? headers : pick(headers, (name) => name !== 'content-type');
  }
}

function pick(headers: Record<string, string>, keeps: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keeps(name)));
}
