import type { ConnectAnswer } from './contract.ts';
import { openPopup } from './popup.ts';
import { PorticoError } from './portico-error.ts';
import { repeat } from './repeat.ts';

const WHILE_OPEN_MS = 1000;
const AFTER_CLOSE_MS = 3000;
const GRACE_MS = 1500;

/** A window that somebody signs in at, and the asking how it went. */
export interface Authorization {
  focus(): void;
  stop(): void;
}

export interface AuthorizationOptions {
  connect: string;
  url: string;
  code: () => Promise<string>;
  read: () => Promise<ConnectAnswer>;
  /** The server is past signing in. */
  onAnswer: (answer: ConnectAnswer) => void;
  /** The window was closed, and the server still waits for the sign-in. */
  onClosed: () => void;
  onError: (error: PorticoError) => void;
}

/** Past signing in: the server moved on, or asks whether the other account is meant. */
export const isSettled = (answer: ConnectAnswer): boolean => answer.stage !== 'authorize' || answer.warning !== null;

/** Passing troubles: asking goes on. */
const passes = (error: unknown) =>
  !(error instanceof PorticoError) || error.status === 0 || error.status === 429 || error.status >= 500;

/**
 * Opens the window and asks the server each second how it went: the app may cut the window off from its opener (COOP),
 * and then no message arrives and the window looks closed while somebody still types in it. So asking goes on, more
 * slowly, after `onClosed`. Null where the browser blocked the window.
 */
export function openAuthorization(options: AuthorizationOptions): Authorization | null {
  const { connect, url, code, read, onAnswer, onClosed, onError } = options;
  let closedAt: number | null = null;
  let told = false;

  const popup = openPopup({
    url,
    connect,
    code,
    onResult: () => poll.now(),
    onClosed() {
      closedAt = Date.now();
      poll.now();
    },
  });
  if (!popup) return null;

  const stop = () => {
    poll.stop();
    popup.dispose();
  };
  const poll = repeat(
    async () => {
      const closedBefore = closedAt !== null && Date.now() - closedAt >= GRACE_MS;
      let answer: ConnectAnswer;
      try {
        answer = await read();
      } catch (error) {
        if (passes(error) || !(error instanceof PorticoError)) return;
        stop();
        return onError(error);
      }
      if (isSettled(answer)) {
        stop();
        onAnswer(answer);
      } else if (closedBefore && !told) {
        told = true;
        onClosed();
      }
    },
    () => (closedAt === null ? WHILE_OPEN_MS : told ? AFTER_CLOSE_MS : GRACE_MS),
  );
  poll.now();
  return { focus: popup.focus, stop };
}
