import type { Settings } from '../settings.ts';

const day = 86_400_000;
/** 1970 began on a Thursday: weeks begin there, all over the world at the same moment. */
const week = 7 * day;
const iso = (time: number) => new Date(time).toISOString();

/**
 * The days whose events are read. A round of changes belongs to the days that it began with, so they stay for a week; then
 * the days have moved on, and all are read anew. The end is a week later for it.
 */
export function windowOf({ daysBack, daysAhead }: Settings): { startDateTime: string; endDateTime: string } {
  const begun = Math.floor(Date.now() / week) * week;
  return { startDateTime: iso(begun - daysBack * day), endDateTime: iso(begun + week + daysAhead * day) };
}
