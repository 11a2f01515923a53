import type { FieldValues } from './connect-snapshot.ts';

const PAUSE_MS = 700;

/** What is typed and not sent, without what is secret. */
export interface KeptDraft {
  before: FieldValues;
  credentials: FieldValues;
  answers: FieldValues;
  mapping?: FieldValues;
}

export interface DraftKeeper {
  keep(draft: KeptDraft): void;
  /** What waits is sent in a step of its own: nothing is left to keep. */
  drop(): void;
  /** Sends what waits now. */
  send(): void;
}

/** Brings a draft to the server when somebody pauses typing, and at once when the page is left: the browser stores nothing. */
export function createDraftKeeper(save: (draft: KeptDraft) => void): DraftKeeper {
  let waiting: KeptDraft | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const page = typeof document === 'undefined' ? null : document;

  function drop(): void {
    clearTimeout(timer);
    waiting = null;
    page?.removeEventListener('visibilitychange', leaving);
  }
  function send(): void {
    const draft = waiting;
    drop();
    if (draft) save(draft);
  }
  function leaving(): void {
    if (page?.hidden) send();
  }
  return {
    drop,
    send,
    keep(draft) {
      drop();
      waiting = draft;
      timer = setTimeout(send, PAUSE_MS);
      page?.addEventListener('visibilitychange', leaving);
    },
  };
}
