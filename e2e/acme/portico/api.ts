import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

/** Portico said no, in its own words. */
export class PorticoRefusal extends Error {
  readonly status: number;
  readonly field: string | undefined;
  constructor(status: number, message: string, field?: string) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 10_000;
const TIMEOUT_MS = 30_000;

const errorSchema = z.object({ error: z.object({ message: z.string(), field: z.string().optional() }) });

interface Call<S extends z.ZodType> {
  method?: 'GET' | 'POST' | 'DELETE';
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  answer: S;
}

/** Portico's REST API with the vendor's secret key. */
export class PorticoApi {
  readonly #base: string;
  readonly #secretKey: string;
  readonly #closing: AbortSignal;

  constructor(options: { url: string; secretKey: string; closing: AbortSignal }) {
    this.#base = `${options.url}/api/v1`;
    this.#secretKey = options.secretKey;
    this.#closing = options.closing;
  }

  async call<S extends z.ZodType>(
    path: string,
    { method = 'GET', query = {}, body, answer }: Call<S>,
  ): Promise<z.output<S>> {
    const url = new URL(this.#base + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const headers: Record<string, string> = { authorization: `Bearer ${this.#secretKey}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    // One key for all attempts: a repetition whose first answer was lost changes nothing twice.
    if (method !== 'GET') headers['idempotency-key'] = randomUUID();
    const response = await this.#send(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    try {
      const text = await response.text();
      const json: unknown = text === '' ? null : JSON.parse(text);
      return answer.parse(json);
    } catch (cause) {
      throw new Error(`Portico answered ${method} ${path} with something else than was agreed.`, { cause });
    }
  }

  async #send(url: URL, init: RequestInit, attempt = 1): Promise<Response> {
    const signal = AbortSignal.any([this.#closing, AbortSignal.timeout(TIMEOUT_MS)]);
    const again = async (pauseMs: number) => {
      await wait(Math.min(pauseMs, LONGEST_WAIT_MS), undefined, { signal: this.#closing });
      return this.#send(url, init, attempt + 1);
    };
    const pauseMs = FIRST_WAIT_MS * 2 ** (attempt - 1);
    let response: Response;
    try {
      response = await fetch(url, { ...init, signal, redirect: 'error' });
    } catch (cause) {
      if (attempt < ATTEMPTS && !this.#closing.aborted) return again(pauseMs);
      throw new Error(`Portico at ${url.origin} does not answer.`, { cause });
    }
    if (response.ok) return response;
    if (attempt < ATTEMPTS && (response.status === 429 || response.status >= 500)) {
      await response.body?.cancel();
      return again(Number(response.headers.get('retry-after')) * 1000 || pauseMs);
    }
    throw await refusalFrom(response);
  }
}

async function refusalFrom(response: Response): Promise<PorticoRefusal> {
  const body: unknown = await response.json().catch(() => null);
  const { data } = errorSchema.safeParse(body);
  const words = data?.error.message ?? `Portico answered ${response.status}.`;
  return new PorticoRefusal(response.status, words, data?.error.field);
}
