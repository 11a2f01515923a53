import type { SessionAnswer } from './contract.ts';
import { PorticoError } from './portico-error.ts';
import { disposed, type Transport } from './transport.ts';

const RENEW_BEFORE_MS = 60_000;
const TOKEN_TIMEOUT_MS = 30_000;

/** A session as held in memory, and for how long it may be used. */
export interface OpenSession {
  answer: SessionAnswer;
  openedAt: number;
  renewAt: number;
}

export interface Session {
  /** The session of now: opened, renewed or as it stands. Any number of callers share one exchange. */
  open(): Promise<OpenSession>;
  /** The session as it stands, without opening one. */
  current(): OpenSession | null;
  /** The server refused `stale`: opens another, unless somebody already has. */
  replace(stale: OpenSession): Promise<OpenSession>;
}

const refused = (message: string, cause?: unknown) =>
  new PorticoError({
    code: 'token_refused',
    message,
    remedy: 'Reload the page. If it happens again, sign in again.',
    cause,
  });

async function tokenFrom(getToken: () => string | Promise<string>, life: AbortSignal): Promise<string> {
  const end = new AbortController();
  const without = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(refused('The page took too long to say who is signed in.')),
      TOKEN_TIMEOUT_MS,
    );
    life.addEventListener('abort', () => reject(disposed()), { signal: end.signal });
    end.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    const token = await Promise.race([(async () => getToken())(), without]);
    if (typeof token !== 'string' || token.trim() === '') throw refused('The page did not say who is signed in.');
    return token.trim();
  } catch (error) {
    throw error instanceof PorticoError ? error : refused('The page could not say who is signed in.', error);
  } finally {
    end.abort();
  }
}

/**
 * When to renew, by this machine's own running time. A clock that is wrong by more than the session's life tells
 * nothing: then the session is used until the server answers 401.
 */
function renewalOf(answer: SessionAnswer, now: number): number {
  const lifeMs = Date.parse(answer.expiresAt) - Date.now();
  return lifeMs > RENEW_BEFORE_MS ? now + lifeMs - RENEW_BEFORE_MS : Number.POSITIVE_INFINITY;
}

export function createSession(
  send: Transport,
  getToken: () => string | Promise<string>,
  life: AbortSignal,
  onOpen: (session: OpenSession) => void,
  /** Why the service can't be reached, where that can be found out. */
  explain: (offline: PorticoError) => Promise<PorticoError | undefined>,
): Session {
  let current: OpenSession | null = null;
  let exchange: Promise<OpenSession> | null = null;

  async function openAnother(): Promise<OpenSession> {
    const token = await tokenFrom(getToken, life);
    const answer = await send<SessionAnswer>('/session', { method: 'POST', body: { token } }).catch(async (error) => {
      if (error instanceof PorticoError && error.code === 'offline') throw (await explain(error)) ?? error;
      if (!(error instanceof PorticoError) || error.status !== 401) throw error;
      throw new PorticoError({
        code: 'token_refused',
        message: error.message,
        remedy: error.remedy ?? 'Reload the page. If it happens again, sign in again.',
        requestId: error.requestId ?? undefined,
        status: 401,
        cause: error,
      });
    });
    const openedAt = performance.now();
    current = { answer, openedAt, renewAt: renewalOf(answer, openedAt) };
    onOpen(current);
    return current;
  }

  async function open(): Promise<OpenSession> {
    if (current && performance.now() < current.renewAt) return current;
    exchange ??= openAnother().finally(() => {
      exchange = null;
    });
    return exchange;
  }

  return {
    open,
    current: () => current,
    replace(stale) {
      if (current === stale) current = null;
      return open();
    },
  };
}
