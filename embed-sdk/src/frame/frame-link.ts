import type { StepRefusal, StepToCheck } from '../core/connect-flow.ts';
import { type FromFrame, listenTo, packed, type ToFrame } from './messages.ts';

type Settings = Extract<ToFrame, { kind: 'settings' }>;
type Answer = Extract<ToFrame, { kind: 'answer' }>;

/** The frame's end of the talk with the page around it. */
export interface FrameLink {
  subscribe(listener: () => void): () => void;
  /** What the host said last; null before it said anything. */
  getSnapshot(): Settings | null;
  post(message: FromFrame): void;
  getToken(): Promise<string>;
  check(step: StepToCheck): Promise<StepRefusal | undefined>;
  /** Somebody went elsewhere in the tab. */
  went(path: string, how: { replace: boolean }): void;
  /** The server takes this page's requests for those of the page around it, by the origin that both were checked for. */
  fetch: typeof fetch;
}

/** Speaks with the parent window at exactly `host`, and with nobody else. */
export function createFrameLink(host: string): FrameLink {
  let current: Settings | null = null;
  let asked = 0;
  const listeners = new Set<() => void>();
  const waiting = new Map<number, (answer: Answer) => void>();
  const post = (message: FromFrame) => window.parent.postMessage(packed(message), host);

  function set(next: Settings): void {
    current = next;
    for (const listener of listeners) listener();
  }
  const ask = (question: { about: 'token' } | { about: 'step'; step: StepToCheck }) =>
    new Promise<Answer>((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      post({ kind: 'ask', id: asked, ...question });
    });

  listenTo<ToFrame>(
    () => window.parent,
    host,
    (message) => {
      if (message.kind === 'settings') set(message);
      if (message.kind !== 'answer') return;
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    },
  );

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: () => current,
    post,
    async getToken() {
      const { token, failed } = await ask({ about: 'token' });
      if (token === undefined) throw new Error(failed ?? 'The page gave no token.');
      return token;
    },
    async check(step) {
      const { refusal, failed } = await ask({ about: 'step', step });
      if (failed !== undefined) throw new Error(failed);
      return refusal;
    },
    went(path, { replace }) {
      if (current) set({ ...current, settings: { ...current.settings, route: path } });
      post({ kind: 'route', path, replace });
    },
    fetch: (input, init = {}) =>
      fetch(input, { ...init, headers: { ...Object(init.headers), 'x-portico-frame-host': host } }),
  };
}
