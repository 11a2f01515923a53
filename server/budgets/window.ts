import type { RateLimit } from '#connectors/kit/index.ts';

/**
 * A sliding window in slots. What is given out in a slot must be used before it ends, and counts until a whole window
 * after its end: so no window of `perMs`, wherever it begins, holds more than the limit. A slot is a twentieth of the
 * window, which is what this costs at full speed.
 */
export interface Window {
  slot: number;
  /** Of `slot` and the ones before it, newest first. */
  used: number[];
}

type Rate = Pick<RateLimit, 'requests' | 'perMs'>;

const slotsPerWindow = 20;
/** Shorter ones would be over before anybody can use them. */
const minSlotMs = 25;

export const slotMsOf = ({ perMs }: Pick<Rate, 'perMs'>): number =>
  Math.max(minSlotMs, Math.ceil(perMs / slotsPerWindow));

/** How many slots count: those of a whole window, and the one at hand. */
const slotsOf = (rate: Rate): number => Math.ceil(rate.perMs / slotMsOf(rate)) + 1;

/** The window as it is at a time: what is too old has left it. */
export function windowAt({ slot, used }: Window, rate: Rate, now: number): Window {
  // A clock that was set back: what is counted in later slots still counts.
  const current = Math.max(slot, Math.floor(now / slotMsOf(rate)));
  const passed = Math.min(current - slot, slotsOf(rate));
  return { slot: current, used: [...Array<number>(passed).fill(0), ...used].slice(0, slotsOf(rate)) };
}

export const usedIn = ({ used }: Window): number => used.reduce((sum, count) => sum + count, 0);

export function withUse({ slot, used: [newest = 0, ...older] }: Window, count: number): Window {
  return { slot, used: [newest + count, ...older] };
}

/** Milliseconds until the slot at hand ends. */
export const slotEndsIn = ({ slot }: Window, rate: Rate, now: number): number => (slot + 1) * slotMsOf(rate) - now;

/** Milliseconds until no more than `allowed` count. */
export function freeIn(window: Window, rate: Rate, allowed: number, now: number): number {
  let used = usedIn(window);
  for (let age = window.used.length - 1; age >= 0; age -= 1) {
    if (used <= allowed) break;
    used -= window.used[age] ?? 0;
    if (used <= allowed) return Math.max(1, (window.slot - age + slotsOf(rate)) * slotMsOf(rate) - now);
  }
  return used <= allowed ? 0 : rate.perMs;
}
