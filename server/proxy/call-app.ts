import { setTimeout as sleep } from 'node:timers/promises';
import { type AppCallError, isAppCallError } from '#connectors/kit/app-call-error.ts';
import { withoutSecrets } from '#server/connections/hide-secrets.ts';
import { AppError } from '#server/errors.ts';
import { errorOf } from '#server/runtime/answer-error.ts';
import type { AppAddress } from '#server/runtime/app-address.ts';
import type { CredentialSource } from '#server/runtime/create-context.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { lackingScopes } from '#server/runtime/lacking-scopes.ts';
import { readRefusal } from '#server/runtime/read-answer.ts';
import { isTransient, waitBefore } from '#server/runtime/retry.ts';
import { retryAfterMs } from '#server/runtime/retry-after.ts';
import { type AppAnswer, type AppRequest, attempt, type Sending } from './attempt.ts';
import type { ProxyOptions } from './proxy-options.ts';

interface Call extends Sending {
  request: AppRequest;
  options: Pick<ProxyOptions, 'retries' | 'isRaw' | 'follows'>;
  source: CredentialSource;
  address: AppAddress;
}

export interface Called extends AppAnswer {
  retries: number;
}

/** Repeating them changes nothing more (RFC 9110, 9.2.2). */
const repeatable = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const passing = new Set([429, 500, 502, 503, 504]);
const redirects = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 3;
const longestWaitMs = 30_000;
const maxRefusalBytes = 65_536;

/** Calls the app, and again where that was asked for and is safe; its answer is the app's own, whatever it says. */
export async function callApp(call: Call): Promise<Called> {
  const { options, source, signal, access } = call;
  let { request } = call;
  refuseUnsafeRetries(request, options.retries);
  let credential = await source.get();
  let isRenewed = false;
  let followed = 0;
  for (let retries = 0; ; ) {
    const outcome = await settle(attempt(request, credential, call));
    if ('answer' in outcome) {
      const { answer } = outcome;
      if (answer.status === 401 && !options.isRaw && !isRenewed) {
        const next = await renewed(call, request, credential, answer);
        if (next === undefined) return { ...answer, retries };
        credential = next;
        isRenewed = true;
        continue;
      }
      const lacking = access.auth.kind === 'mcp' ? lackingScopes(answer.status, answer.headers) : undefined;
      if (lacking?.length) await source.lacks?.(lacking);
      const onward = options.follows && followed < maxRedirects ? redirected(request, answer, call.address) : undefined;
      if (onward !== undefined) {
        answer.discard();
        request = onward;
        followed += 1;
        continue;
      }
    }
    const wait = retries < options.retries && !signal.aborted ? waitFor(outcome, request, retries + 1) : undefined;
    if (wait === undefined) {
      if ('error' in outcome) throw outcome.error;
      return { ...outcome.answer, retries };
    }
    if ('answer' in outcome) outcome.answer.discard();
    await sleep(wait, undefined, { signal });
    retries += 1;
  }
}

type Outcome = { answer: AppAnswer } | { error: unknown };

function settle(answer: Promise<AppAnswer>): Promise<Outcome> {
  return answer.then(
    (given) => ({ answer: given }),
    (error: unknown) => ({ error }),
  );
}

/** Milliseconds until the call may be sent again; undefined where that would be of no use. */
function waitFor(outcome: Outcome, { body }: AppRequest, attempt: number): number | undefined {
  if (body !== undefined && !body.isWhole) return undefined;
  const asked = 'answer' in outcome ? askedWait(outcome.answer) : errorWait(outcome.error);
  if (asked === undefined) return undefined;
  const wait = waitBefore(attempt, asked ?? undefined);
  return wait > longestWaitMs ? undefined : wait;
}

/** Null: it may pass, and nobody says when. */
function askedWait({ status, headers }: AppAnswer): number | null | undefined {
  return passing.has(status) ? (retryAfterMs(headers) ?? null) : undefined;
}

function errorWait(error: unknown): number | null | undefined {
  return isAppCallError(error) && isTransient(error) ? (error.details.retryAfterMs ?? null) : undefined;
}

function refuseUnsafeRetries({ method, headers }: AppRequest, retries: number): void {
  if (retries === 0 || repeatable.has(method) || headers['idempotency-key'] !== undefined) return;
  throw new AppError('invalid', `A ${method} is not sent again: it could take effect twice.`, {
    field: 'portico-retries',
    remedy: 'Leave the header out, or send an Idempotency-Key if the app knows one.',
  });
}

/**
 * The credential that follows one which was refused: the app ended it before its time. Undefined where the request can't
 * be sent again; the next one will have it then.
 */
async function renewed(
  { source, access }: Call,
  { body }: AppRequest,
  used: Credential,
  answer: AppAnswer,
): Promise<Credential | undefined> {
  const canRepeat = body === undefined || body.isWhole;
  if (!canRepeat) {
    await source.refused(used).catch(() => undefined);
    return undefined;
  }
  const words = await wordsOf(answer, access.connector.connector);
  return source.refused(used, isAppCallError(words) ? (withoutSecrets(words, used) as AppCallError) : undefined);
}

async function wordsOf({ status, headers, chunks, discard }: AppAnswer, connector: Parameters<typeof errorOf>[1]) {
  const read: Buffer[] = [];
  let size = 0;
  const encoding = headers.get('content-encoding');
  try {
    for await (const chunk of chunks) {
      read.push(chunk);
      size += chunk.length;
      if (size > maxRefusalBytes) break;
    }
  } catch {
    // That it was refused is known without its words.
  }
  discard();
  const isReadable = encoding === null || encoding === 'identity';
  const body = isReadable ? Buffer.concat(read) : Buffer.alloc(0);
  return errorOf({ status, headers, ...readRefusal({ status, headers, body }) }, connector);
}

/** The request that a redirect asks for, if it stays at the app and repeats no body. Else the caller is given the redirect. */
function redirected(
  request: AppRequest,
  { status, headers, url }: AppAnswer,
  address: AppAddress,
): AppRequest | undefined {
  const location = headers.get('location');
  const next = redirects.has(status) && location !== null ? URL.parse(location, url) : null;
  if (next === null || !address.mayHoldCredentials(next)) return undefined;
  next.username = '';
  next.password = '';
  next.hash = '';
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const becomesGet = status === 303 || (status < 303 && request.method === 'POST');
  if (!isRead && !becomesGet) return undefined;
  const kept = Object.entries(request.headers).filter(([name]) => isRead || !name.startsWith('content-'));
  return {
    method: isRead ? request.method : 'GET',
    url: next,
    target: next.pathname + next.search,
    headers: Object.fromEntries(kept),
    body: isRead ? request.body : undefined,
    contentLength: isRead ? request.contentLength : undefined,
  };
}
