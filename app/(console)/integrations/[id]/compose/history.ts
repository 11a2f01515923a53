/** What a text was, is, and was before it was undone. */
export interface History {
  now: string;
  back: string[];
  forth: string[];
  /** When it was last changed. */
  at: number;
}

const most = 200;
/** What is typed in one go is undone in one go. */
const pauseMs = 1_000;

export const beginHistory = (now: string): History => ({ now, back: [], forth: [], at: 0 });

/** Another text; typing on within a second is the same step. */
export function noted(history: History, next: string, at: number): History {
  if (next === history.now) return history;
  const isSameStep = history.back.length > 0 && at !== 0 && at - history.at < pauseMs;
  const back = isSameStep ? history.back : [...history.back, history.now].slice(-most);
  return { now: next, back, forth: [], at };
}

export function backTo(history: History): History {
  const before = history.back.at(-1);
  if (before === undefined) return history;
  return { now: before, back: history.back.slice(0, -1), forth: [history.now, ...history.forth], at: 0 };
}

export function forthTo(history: History): History {
  const [next, ...rest] = history.forth;
  if (next === undefined) return history;
  return { now: next, back: [...history.back, history.now], forth: rest, at: 0 };
}
