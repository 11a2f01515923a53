import type { PorticoEvent } from './events.ts';
import type { OpenSession } from './session.ts';

const EVERY_MS = 2000;
/** The server takes no more at once. */
const MOST = 50;

/** An event as the server counts it: what happened to which app. No name of an account, no sentence, no answer. */
interface Noted {
  name: string;
  integration?: string;
  installation?: string;
  /** The stage of a step, the code of a failure. */
  detail?: string;
  at: number;
}

const textOf = (event: object, name: string): string | undefined => {
  const value: unknown = Object.entries(event).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
};

function noteOf(event: PorticoEvent): Noted {
  const { type } = event;
  const installation = 'installation' in event ? event.installation : undefined;
  return {
    name: type,
    at: performance.now(),
    integration: textOf(event, 'integration'),
    installation: typeof installation === 'string' ? installation : installation?.id,
    detail:
      (textOf(event, 'reconnect') && 'reconnect') ??
      textOf(event, 'stage') ??
      textOf(event, 'code') ??
      ('error' in event ? event.error.code : undefined),
  };
}

export interface ReportOptions {
  /** `…/api/embed/v1`. */
  root: string;
  /** The session as it stands; events wait for one, and never open it. */
  current: () => OpenSession | null;
  fetch?: typeof fetch;
}

/** Tells the server what happens in the tab, for the vendor's funnel. */
export interface Reporter {
  note(event: PorticoEvent): void;
  dispose(): void;
}

/**
 * Sends events a few at a time, and what is left when the page is left. Nobody waits for it and nothing fails with it:
 * what cannot be sent is forgotten. The request outlives the page (`keepalive`).
 */
export function createReporter({ root, current, fetch: given }: ReportOptions): Reporter {
  let waiting: Noted[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const page = typeof document === 'undefined' ? null : document;

  function send(): void {
    clearTimeout(timer);
    timer = undefined;
    const open = current();
    if (waiting.length === 0 || !open) return;
    const events = waiting.slice(0, MOST).map(({ at, ...noted }) => ({
      ...noted,
      agoMs: Math.max(0, Math.round(performance.now() - at)),
    }));
    waiting = waiting.slice(MOST);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${open.answer.session}` };
    const body = JSON.stringify({ events });
    const init = { method: 'POST', headers, body, keepalive: true, credentials: 'omit', cache: 'no-store' } as const;
    (async () => (given ?? globalThis.fetch)(`${root}/events`, init))().catch(() => undefined);
  }
  const leaving = () => {
    if (page?.hidden) send();
  };
  page?.addEventListener('visibilitychange', leaving);

  return {
    note(event) {
      waiting = [...waiting, noteOf(event)].slice(-MOST);
      timer ??= setTimeout(send, EVERY_MS);
    },
    dispose() {
      send();
      clearTimeout(timer);
      waiting = [];
      page?.removeEventListener('visibilitychange', leaving);
    },
  };
}
