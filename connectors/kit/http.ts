import type { z } from 'zod';
import type { TranslatedError } from './connector.ts';

type QueryValue = string | number | boolean | undefined;

/** A part of a multipart body. */
export interface MultipartPart {
  name: string;
  content: string | Uint8Array;
  filename?: string;
  contentType?: string;
}

/** How an answer's body is read before `schema` parses it. `ndjson` gives a list; `xml` an object of elements, texts as text; `bytes` a Uint8Array. */
export type AnswerFormat = 'json' | 'text' | 'xml' | 'ndjson' | 'bytes';

/** A request to the app. `path` is joined to the connector's base URL; an absolute address must be on one of its hosts. At most one body. */
export interface HttpRequest {
  /** A list repeats the parameter. */
  query?: Record<string, QueryValue | readonly QueryValue[]>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as application/x-www-form-urlencoded; nested values in brackets, as `a[b]=1&list[0]=x`. */
  form?: Record<string, unknown>;
  multipart?: MultipartPart[];
  /** Sent as it is, with `contentType`. */
  text?: string | Uint8Array;
  contentType?: string;
  /** `json` unless told. */
  answer?: AnswerFormat;
  /** Milliseconds; 30,000 unless told. */
  timeoutMs?: number;
  /** Bytes of the decompressed answer; 32 MiB unless told. */
  maxBytes?: number;
  /** Repeating this does no harm, though it is no GET: a search by POST, an upsert, or a write that carries an idempotency key. */
  repeatable?: boolean;
  /** How much of the connector's limits this call uses up; 1 unless told. */
  cost?: number;
  /** What this call's answer means, where the connector's own `errors` says nothing: an error in a good answer. */
  errors?: (response: { status: number; headers: Headers; body: unknown }) => TranslatedError | undefined;
}

export interface HttpResponse<T> {
  status: number;
  headers: Headers;
  body: T;
  /** Where the answer came from, after redirects and without credentials: what its relative links belong to. */
  url: string;
}

type Send = <S extends z.ZodType>(path: string, schema: S, request?: HttpRequest) => Promise<HttpResponse<z.output<S>>>;

/** Calls the app as this connection: credentials, retries, limits, the address guard and the log are the engine's. Throws an `AppCallError`. */
export interface ConnectorHttp {
  get: Send;
  post: Send;
  put: Send;
  patch: Send;
  delete: Send;
  /** The answer has no body; its headers say what is there. */
  head: Send;
  options: Send;
  /** A large answer, piece by piece and decompressed: for files and bulk results. GET unless told; no size limit but `maxBytes`. */
  stream(
    path: string,
    request?: HttpRequest & { method?: 'GET' | 'POST' },
  ): Promise<{ status: number; headers: Headers; chunks: AsyncIterable<Uint8Array> }>;
}
