import { errorFromAnswer } from './error-from-answer.ts';
import { PorticoError } from './portico-error.ts';

const TIMEOUT_MS = 30_000;

export interface SendOptions {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  bearer?: string;
  signal?: AbortSignal;
  /** It may be sent while the page is left. */
  keepalive?: boolean;
}

/** Sends one request under `/api/embed/v1`; knows nothing of sessions. */
export type Transport = <Answer>(path: string, options?: SendOptions) => Promise<Answer>;

export interface TransportOptions {
  baseUrl: string;
  /** The language to ask for, as it is at each request. */
  locale?: () => string | undefined;
  fetch?: typeof fetch;
  /** Ends every request under way, and refuses further ones. */
  life: AbortSignal;
}

const noAnswer = (timedOut: boolean, cause: unknown) =>
  timedOut
    ? new PorticoError({
        code: 'timeout',
        message: 'The integrations service took too long to answer.',
        remedy: 'Try again in a minute.',
        cause,
      })
    : new PorticoError({
        code: 'offline',
        message: 'The integrations service could not be reached.',
        remedy: 'Check your internet connection, then try again.',
        cause,
      });

export const disposed = () =>
  new PorticoError({ code: 'disposed', message: 'This part of the page was closed before the answer came.' });

const unreadable = (cause: unknown) =>
  new PorticoError({
    code: 'unexpected_answer',
    message: 'The integrations service answered with something that is not its own format.',
    remedy: 'Try again in a minute.',
    cause,
  });

export const apiRoot = (baseUrl: string): string => `${baseUrl.replace(/\/+$/, '')}/api/embed/v1`;

export function createTransport({ baseUrl, locale, fetch: given, life }: TransportOptions): Transport {
  const root = apiRoot(baseUrl);

  return async (path, options = {}) => {
    const { method = 'GET', body, bearer, signal, keepalive } = options;
    const headers: Record<string, string> = { accept: 'application/json' };
    const language = locale?.();
    if (language) headers['accept-language'] = language;
    if (bearer) headers.authorization = `Bearer ${bearer}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), TIMEOUT_MS);
    const ends = signal ? [life, late.signal, signal] : [life, late.signal];
    try {
      const answer = await (given ?? globalThis.fetch)(root + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.any(ends),
        keepalive,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
      });
      if (!answer.ok) throw await errorFromAnswer(answer);
      return await answer.json();
    } catch (error) {
      if (life.aborted || signal?.aborted) throw disposed();
      if (error instanceof PorticoError) throw error;
      throw error instanceof SyntaxError ? unreadable(error) : noAnswer(late.signal.aborted, error);
    } finally {
      clearTimeout(timer);
    }
  };
}
