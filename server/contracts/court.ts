import type { Contract } from '#connectors/kit/contract.ts';
import type { EgressRequest, EgressResponse } from '../http/egress.ts';
import { lastPage } from './last-page.ts';
import { pathBelow } from './verdict.ts';
import type { Answer, Testimony, Witness } from './witness.ts';

/** One request that a connector has sent, and what became of it. */
export interface Heard {
  /** `GET /v1/customers`, or the address where no description knows it. */
  operation: string;
  verdict: 'valid' | 'refused' | 'unknown';
  reasons: string[];
  from: Answer['from'];
  /** The very body that it was answered with. */
  body: unknown;
}

/** Stands in for the app: each request is judged by the description that its address belongs to, and answered by it. */
export class Court {
  heard: Heard[] = [];
  readonly #witnesses: Witness[];
  readonly #contract: Contract;
  #endsLists = false;

  constructor(witnesses: Witness[], contract: Contract) {
    // The longest address first: one description may lie below another.
    this.#witnesses = [...witnesses].sort((a, b) => b.url.length - a.url.length);
    this.#contract = contract;
  }

  /** A new probe. What a probe that reads lists asks for twice is a list: its second page is then its last. */
  begin({ endsLists }: { endsLists: boolean }): void {
    this.heard = [];
    this.#endsLists = endsLists;
  }

  /** In place of the egress. */
  send = async (request: EgressRequest): Promise<EgressResponse> => {
    const url = new URL(request.url);
    const body = await bytesOf(request.body);
    const testimony = this.#ask(url, request, body);
    if (testimony === undefined) {
      const operation = `${request.method} ${url.origin}${url.pathname}`;
      this.heard.push({ operation, verdict: 'unknown', reasons: [], from: 'nothing', body: undefined });
      return response(url, { status: 404, contentType: 'application/json', body: {}, from: 'nothing' });
    }
    const { verdict, answer } = testimony;
    const operation = verdict.operation ?? `${request.method} ${url.pathname}`;
    const again = this.heard.some((earlier) => earlier.operation === operation);
    const given = this.#given(operation, answer);
    const isEnd = again && this.#endsLists && given.from !== 'contract';
    const told: Answer = isEnd ? { ...given, body: lastPage(given.body), from: 'generated' } : given;
    this.heard.push({
      operation,
      verdict: verdict.ok ? 'valid' : 'refused',
      reasons: verdict.ok ? [] : [`${verdict.refused}: ${verdict.reasons.join('; ')}`],
      from: told.from,
      body: told.body,
    });
    return response(url, verdict.ok ? told : { ...told, status: 422, contentType: 'application/json', body: {} });
  };

  #ask(url: URL, { method, headers = {} }: EgressRequest, body: Uint8Array | undefined): Testimony | undefined {
    for (const witness of this.#witnesses) {
      const path = pathBelow(url, witness.url);
      if (path === undefined || witness.hear === undefined) continue;
      const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
      const request = { method, path, query: url.searchParams, headers: Object.fromEntries(lower) };
      return witness.hear(body === undefined ? request : { ...request, body });
    }
    return undefined;
  }

  #given(operation: string, answer: Answer): Answer {
    const { answers = {} } = this.#contract;
    if (!Object.hasOwn(answers, operation)) return answer;
    return {
      ...answer,
      contentType: answer.contentType ?? 'application/json',
      body: answers[operation],
      from: 'contract',
    };
  }
}

async function bytesOf(body: EgressRequest['body']): Promise<Uint8Array | undefined> {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function response(url: URL, { status, contentType, body }: Answer): EgressResponse {
  const isJson = contentType === undefined || contentType.includes('json');
  const text = body === undefined ? '' : isJson || typeof body !== 'string' ? JSON.stringify(body) : body;
  const headers = new Headers({ date: new Date().toUTCString() });
  if (contentType !== undefined) headers.set('content-type', contentType);
  return { status, headers, body: Buffer.from(text), url, durationMs: 0 };
}
