import { PorticoError } from './portico-error.ts';

/** Whether a request is answered at all, in this mode; how it is answered is not looked at. */
const isAnswered = (url: string, mode: RequestMode, send: typeof fetch) =>
  send(url, { mode, credentials: 'omit', cache: 'no-store' }).then(
    () => true,
    () => false,
  );

/**
 * A browser keeps the answer from a page whose origin is not registered, and says only that there was none, as without
 * a network. The two are told apart by asking for an answer that nobody needs to read.
 */
export async function originRefusal(
  url: string,
  send: typeof fetch,
  cause: PorticoError,
): Promise<PorticoError | undefined> {
  const [isReadable, isThere] = await Promise.all([isAnswered(url, 'cors', send), isAnswered(url, 'no-cors', send)]);
  if (isReadable || !isThere) return undefined;
  const origin = globalThis.location?.origin;
  return new PorticoError({
    code: 'origin_not_allowed',
    message: `The integrations can't be shown on this page: its address ${origin} is not registered.`,
    remedy: `Add ${origin} to the allowed origins in Portico's console, under Settings.`,
    cause,
  });
}
