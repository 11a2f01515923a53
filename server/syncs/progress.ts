import type { Pass } from './pass.ts';

interface OpenRun {
  startedAt: Date | null;
  /** Rows that this run has brought. */
  seen: number;
  /** Rows of the whole pass, where the app tells. */
  total: number | null;
}

interface PassSoFar {
  mode: Pass['mode'];
  /** Rows that the pass has brought, also by runs before this one. */
  seen: number;
  /** Records that the last full pass left; null where there was none yet. */
  lastCount: number | null;
}

export interface Progress {
  seen: number;
  total: number | null;
  /** `last_pass`: the app does not say how many there are, so as many are expected as there were. */
  totalFrom: 'app' | 'last_pass' | null;
  ratePerSecond: number | null;
  secondsLeft: number | null;
}

/** How far a run is, and how long the rest takes at the pace that it had so far, waits for the app's limits included. */
export function progressOf(run: OpenRun, pass: PassSoFar | null, now: Date): Progress {
  const seen = pass?.seen ?? run.seen;
  const expected = pass && pass.mode !== 'incremental' ? pass.lastCount : null;
  const total = run.total ?? expected;
  const totalFrom = run.total !== null ? 'app' : expected !== null ? 'last_pass' : null;
  const seconds = run.startedAt ? (now.getTime() - run.startedAt.getTime()) / 1000 : 0;
  const rate = seconds >= 1 && run.seen > 0 ? run.seen / seconds : null;
  const secondsLeft = rate !== null && total !== null && total > seen ? Math.ceil((total - seen) / rate) : null;
  return { seen, total, totalFrom, ratePerSecond: rate === null ? null : rounded(rate), secondsLeft };
}

const rounded = (rate: number): number => (rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10);
