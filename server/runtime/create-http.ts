import type { z } from 'zod';
import {
  AppCallError,
  type ConnectorHttp,
  type HttpRequest,
  type HttpResponse,
  isAppCallError,
} from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { type EgressResponse, egress } from '#server/http/egress.ts';
import { abortError } from '#server/http/network-error.ts';
import { errorOf } from './answer-error.ts';
import { type AppAddress, appAddress } from './app-address.ts';
import type { CallRecord, CredentialSource } from './create-context.ts';
import type { Credential } from './credential.ts';
import { readJson, UnreadableJson } from './read-json.ts';
import { RequestBudget } from './request-budget.ts';
import { type RetryPolicy, withRetries } from './retry.ts';

interface HttpInput {
  connector: LoadedConnector;
  source: CredentialSource;
  values: Record<string, string>;
  policy: RetryPolicy;
  onCall: (call: CallRecord) => void;
}

interface Call {
  method: string;
  url: URL;
  request: HttpRequest;
  address: AppAddress;
  record: CallRecord;
}

/** The client that a connector's functions are given: its app's address, this connection's credential, our manners. */
export function createHttp(input: HttpInput): ConnectorHttp {
  const { connector } = input.connector;
  const budgets = (connector.limits ?? []).map((limit) => new RequestBudget(limit));
  let known: AppAddress | undefined;

  async function call<S extends z.ZodType>(
    method: string,
    path: string,
    schema: S,
    request: HttpRequest = {},
  ): Promise<HttpResponse<z.output<S>>> {
    known ??= appAddress(connector, input.values);
    const address = known;
    const url = address.urlOf(path, request.query ?? {});
    const record: CallRecord = {
      method,
      host: url.host,
      path: url.pathname,
      status: null,
      durationMs: 0,
      bytesIn: 0,
      retries: 0,
    };
    const attempt = () => asThisConnection({ method, url, request, address, record }, input, budgets);
    try {
      // A GET can be repeated; whether anything else took effect is not known.
      const answer =
        method === 'GET'
          ? await withRetries(attempt, input.policy, () => {
              record.retries += 1;
            })
          : await attempt();
      return { ...answer, body: promised(answer.body, schema, { app: connector.name, method, path: url.pathname }) };
    } finally {
      input.onCall(record);
    }
  }

  return {
    get: (path, schema, request) => call('GET', path, schema, request),
    post: (path, schema, request) => call('POST', path, schema, request),
    put: (path, schema, request) => call('PUT', path, schema, request),
    patch: (path, schema, request) => call('PATCH', path, schema, request),
    delete: (path, schema, request) => call('DELETE', path, schema, request),
  };
}

/** An access that the app refuses is renewed once: its end came sooner than the app had said. */
async function asThisConnection(call: Call, input: HttpInput, budgets: RequestBudget[]) {
  const credential = await input.source.get();
  try {
    return await send(call, credential, input, budgets);
  } catch (error) {
    if (!isAppCallError(error) || error.details.class !== 'auth') throw error;
    return send(call, await input.source.refused(credential), input, budgets);
  }
}

async function send(
  { method, url, request, address, record }: Call,
  credential: Credential,
  input: HttpInput,
  budgets: RequestBudget[],
) {
  const { connector } = input.connector;
  await Promise.all(budgets.map((budget) => budget.take(input.policy.signal))).catch((error: unknown) => {
    throw input.policy.signal.aborted ? abortError(input.policy.signal.reason, url.hostname) : error;
  });
  const { body, type } = bodyOf(request);
  const plain = { accept: 'application/json', ...(type !== undefined && { 'content-type': type }), ...request.headers };
  const headersFor = (target: URL) =>
    address.mayHoldCredentials(target) ? { ...plain, authorization: authorization(credential) } : plain;
  const started = performance.now();
  let response: EgressResponse;
  try {
    response = await egress({
      method,
      url,
      headers: headersFor(url),
      body,
      timeoutMs: request.timeoutMs,
      redirectHeaders: headersFor,
      signal: input.policy.signal,
    });
  } finally {
    record.durationMs += performance.now() - started;
  }
  record.status = response.status;
  record.bytesIn += response.body.length;
  const { status, headers } = response;
  const isGood = status >= 200 && status < 300;
  const answer = { status, headers, body: parse(response, isGood, connector.name) };
  const error = errorOf(answer, connector);
  if (error !== undefined) throw error;
  return answer;
}

function bodyOf({ json, form }: HttpRequest): { body?: string; type?: string } {
  if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json' };
  if (form !== undefined)
    return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
  return {};
}

function authorization(credential: Credential): string {
  if (credential.kind === 'oauth2')
    return `${/^bearer$/i.test(credential.tokenType) ? 'Bearer' : credential.tokenType} ${credential.accessToken}`;
  throw new AppCallError('This connection logs in to a database and has nothing to call an API with.', {
    class: 'internal',
    code: 'no_token',
  });
}

function parse({ body, headers, status }: EgressResponse, isGood: boolean, app: string): unknown {
  if (body.length === 0) return undefined;
  try {
    return readJson(body);
  } catch (error) {
    if (!(error instanceof UnreadableJson)) throw error;
    // Under an error's status the status says enough; gateways put their own pages there.
    if (!isGood) return undefined;
    const type = headers.get('content-type')?.split(';')[0] ?? 'no declared type';
    throw new AppCallError(`The answer of ${app} (${type}) ${error.message}.`, {
      class: 'protocol',
      code: 'unreadable_answer',
      status,
      cause: error,
    });
  }
}

function promised<S extends z.ZodType>(
  body: unknown,
  schema: S,
  { app, method, path }: { app: string; method: string; path: string },
): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || undefined;
  const expected =
    issue?.code === 'invalid_type'
      ? `should be ${issue.expected}`
      : `is not as described (${issue?.message ?? 'another shape'})`;
  throw new AppCallError(
    `The answer of ${app} to ${method} ${path} is not what was expected: ${field ?? 'the body'} ${expected}.`,
    {
      class: 'protocol',
      code: 'unexpected_answer',
      field,
      cause: parsed.error,
    },
  );
}
