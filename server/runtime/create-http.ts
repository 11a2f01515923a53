import type { z } from 'zod';
import { type AppCallError, type ConnectorHttp, type HttpRequest, isAppCallError } from '#connectors/kit/index.ts';
import { type EgressResponse, egress, egressStream } from '#server/http/egress.ts';
import { abortError } from '#server/http/network-error.ts';
import type { Access } from './access.ts';
import { type Answer, errorOf } from './answer-error.ts';
import { type AnswerWatch, KnownAnswer } from './answer-watch.ts';
import { type AppAddress, appAddress } from './app-address.ts';
import type { Budgets } from './budgets.ts';
import type { CallRecord, CredentialSource } from './create-context.ts';
import type { Credential } from './credential.ts';
import { Outgoing } from './outgoing.ts';
import { ownBudgets } from './own-budgets.ts';
import { promised } from './promised.ts';
import { readAnswer, readRefusal } from './read-answer.ts';
import { type RetryPolicy, withRetries } from './retry.ts';
import { type Send, type SendStream, streamOf } from './send.ts';

interface HttpInput {
  access: Access;
  source: CredentialSource;
  policy: RetryPolicy;
  onCall: (call: CallRecord) => void;
  send?: Send;
  sendStream?: SendStream;
  budgets?: Budgets;
  watch?: AnswerWatch;
}

/** One call of a connector, with all of its attempts. */
interface Call {
  outgoing: Outgoing;
  request: HttpRequest;
  record: CallRecord;
}

const maxRefusalBytes = 1_048_576;
const notModified = 304;

/** The client that a connector's functions are given: its app's address, this connection's credential, our manners. */
export function createHttp(input: HttpInput): ConnectorHttp {
  const { access, policy, onCall, watch } = input;
  const { connector } = access.connector;
  const budgets = input.budgets ?? ownBudgets();
  const send = input.send ?? egress;
  const sendStream = input.sendStream ?? (input.send === undefined ? egressStream : streamOf(input.send));
  let known: AppAddress | undefined;

  function begin(method: string, path: string, request: HttpRequest): Call {
    known ??= appAddress(connector, access.values);
    const url = known.urlOf(path, request.query ?? {});
    const { host, pathname } = url;
    const record = { method, host, path: pathname, status: null, durationMs: 0, bytesIn: 0, retries: 0 };
    const headers = { ...watch?.conditions(method, url.href), ...request.headers };
    return { outgoing: new Outgoing(method, url, { ...request, headers }, access, known), request, record };
  }

  /** Again where that is safe: a GET takes no effect, and of others whoever asks for them knows. */
  function persist<T>(
    { outgoing, request, record }: Call,
    attempt: (credential: Credential) => Promise<T>,
  ): Promise<T> {
    const asThisConnection = () => renewingOnce(input.source, (credential) => noting(attempt(credential)));
    if (outgoing.method !== 'GET' && !request.repeatable) return asThisConnection();
    return withRetries(asThisConnection, policy, () => {
      record.retries += 1;
    });
  }

  /** Where people can be asked for whatever the app names, it is remembered. */
  async function noting<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      const lacking = isAppCallError(error) ? error.details.missingScopes : undefined;
      if (lacking && access.auth.kind === 'mcp') await input.source.lacks?.(lacking);
      throw error;
    }
  }

  /** Waits for its turn; `done` must be called when the answer is there. */
  async function turn({ outgoing, request }: Call): Promise<() => void> {
    const { patience, signal } = policy;
    try {
      return await budgets.take({ access, cost: request.cost ?? 1, patience, signal });
    } catch (error) {
      throw signal.aborted ? abortError(signal.reason, outgoing.plainUrl.hostname) : error;
    }
  }

  /** Whoever watches may know the answer: then nobody reads it. */
  function stopAtKnown(
    { outgoing }: Call,
    { status, headers, body }: Pick<EgressResponse, 'status' | 'headers' | 'body'>,
  ) {
    if (!watch || !(isGood(status) || status === notModified)) return;
    const { method, plainUrl } = outgoing;
    if (!watch.knows({ method, url: plainUrl.href, status, etag: headers.get('etag'), body })) return;
    learn({ status, headers });
    throw new KnownAnswer();
  }

  function learn({ status, headers }: Pick<Answer, 'status' | 'headers'>, error?: AppCallError): void {
    const { class: kind, retryAfterMs } = error?.details ?? {};
    budgets.learn({ access, status, headers, ...(kind === 'rate_limited' && { pausedForMs: retryAfterMs ?? 1_000 }) });
  }

  async function attemptWhole(call: Call, credential: Credential) {
    const { outgoing, request, record } = call;
    const { timeoutMs, maxBytes } = request;
    const done = await turn(call);
    const started = performance.now();
    try {
      const prepared = await outgoing.first(credential);
      const response = await send({
        method: outgoing.method,
        ...prepared,
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(maxBytes !== undefined && { maxBytes }),
        onRedirect: (next) => outgoing.prepare(next, credential),
        signal: policy.signal,
      });
      const { status, headers } = response;
      record.status = status;
      record.bytesIn += response.body.length;
      stopAtKnown(call, response);
      const read = isGood(status)
        ? { body: readAnswer(response, request.answer ?? 'json', connector.name, watch) }
        : readRefusal(response);
      const error = errorOf({ status, headers, ...read }, connector, request.errors);
      learn(response, error);
      if (error !== undefined) throw error;
      return { status, headers, body: read.body, url: outgoing.plainUrl.href };
    } finally {
      record.durationMs += performance.now() - started;
      done();
    }
  }

  async function attemptStream(call: Call, credential: Credential) {
    const { outgoing, request, record } = call;
    const { timeoutMs, maxBytes } = request;
    const done = await turn(call);
    try {
      const prepared = await outgoing.first(credential);
      const response = await sendStream({
        method: outgoing.method,
        ...prepared,
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(maxBytes !== undefined && { maxBytes }),
        onRedirect: (next) => outgoing.prepare(next, credential),
        signal: policy.signal,
      });
      const { status, headers } = response;
      record.status = status;
      if (isGood(status)) {
        learn(response);
        return { ...response, done };
      }
      const body = await firstBytes(response.chunks);
      const error = errorOf({ status, headers, ...readRefusal({ status, headers, body }) }, connector, request.errors);
      learn(response, error);
      throw error;
    } catch (error) {
      done();
      throw error;
    }
  }

  async function whole<S extends z.ZodType>(method: string, path: string, schema: S, request: HttpRequest = {}) {
    const call = begin(method, path, request);
    try {
      const answer = await persist(call, (credential) => attemptWhole(call, credential));
      const at = { app: connector.name, method, path: call.record.path };
      return { ...answer, body: promised(answer.body, schema, at) };
    } finally {
      onCall(call.record);
    }
  }

  const stream: ConnectorHttp['stream'] = async (path, { method = 'GET', ...request } = {}) => {
    const call = begin(method, path, { answer: 'bytes', ...request });
    const { record } = call;
    const started = performance.now();
    const end = () => {
      record.durationMs = performance.now() - started;
      onCall(record);
    };
    try {
      const { status, headers, chunks, done } = await persist(call, (credential) => attemptStream(call, credential));
      return { status, headers, chunks: counted(chunks, record, () => [done(), end()]) };
    } catch (error) {
      end();
      throw error;
    }
  };

  return {
    get: (path, schema, request) => whole('GET', path, schema, request),
    post: (path, schema, request) => whole('POST', path, schema, request),
    put: (path, schema, request) => whole('PUT', path, schema, request),
    patch: (path, schema, request) => whole('PATCH', path, schema, request),
    delete: (path, schema, request) => whole('DELETE', path, schema, request),
    head: (path, schema, request) => whole('HEAD', path, schema, request),
    options: (path, schema, request) => whole('OPTIONS', path, schema, request),
    stream,
  };
}

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** An access that the app refuses is renewed once: its end came sooner than the app had said. */
async function renewingOnce<T>(source: CredentialSource, attempt: (credential: Credential) => Promise<T>): Promise<T> {
  const credential = await source.get();
  try {
    return await attempt(credential);
  } catch (error) {
    if (!isAppCallError(error) || error.details.class !== 'auth') throw error;
    return attempt(await source.refused(credential, error));
  }
}

async function firstBytes(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    size += chunk.length;
    if (size > maxRefusalBytes) break;
  }
  return Buffer.concat(read);
}

async function* counted(chunks: AsyncIterable<Buffer>, record: CallRecord, onEnd: () => void): AsyncIterable<Buffer> {
  try {
    for await (const chunk of chunks) {
      record.bytesIn += chunk.length;
      yield chunk;
    }
  } finally {
    onEnd();
  }
}
