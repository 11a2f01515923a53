import { secondsAfter } from '#server/clock.ts';

const marginMs = 5 * 60_000;
const lifeShare = 0.2;

/** When to refresh: 5 minutes or a fifth of the token's life before its end, whichever is shorter. */
export function refreshAt(now: Date, expiresAt: Date): Date {
  const life = Math.max(0, expiresAt.getTime() - now.getTime());
  return new Date(expiresAt.getTime() - Math.min(marginMs, life * lifeShare));
}

const waitsMinutes = [1, 2, 4, 8, 15];

/** When to ask an app again whose token address does not answer: after 1, 2, 4, 8, then every 15 minutes. */
export function refreshRetryAt(now: Date, failures: number): Date {
  const minutes = waitsMinutes[Math.min(failures, waitsMinutes.length - 1)] ?? 15;
  return secondsAfter(now, minutes * 60);
}
