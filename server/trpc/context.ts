import type { Actor } from './actor.ts';

/** What a procedure knows of the request before anything was checked. */
export interface RequestContext {
  requestId: string;
  /** Who is asking: looked up once, and only if a procedure wants to know. Null without credentials; throws where they are wrong. */
  authenticate: () => Promise<Actor | null>;
  /** The header Idempotency-Key of a write. */
  idempotencyKey: string | null;
}

/** Remembers the first answer, so that the calls of one batch share it. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= load();
    return answer;
  };
}
