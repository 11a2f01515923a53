import { secondsAfter } from '#server/clock.ts';

const marginMs = 5 * 60_000;
const lifeShare = 0.2;
const noticeMs = 14 * 24 * 3_600_000;

/** When to refresh: 5 minutes or a fifth of the token's life before its end, whichever is shorter. */
export function refreshAt(now: Date, expiresAt: Date): Date {
  const life = Math.max(0, expiresAt.getTime() - now.getTime());
  return new Date(expiresAt.getTime() - Math.min(marginMs, life * lifeShare));
}

/** The same, and never later than what renews it can still be used. Null: it does not end. */
export function nextRefresh(now: Date, { expiresAt, endsAt }: { expiresAt: Date | null; endsAt: Date | null }) {
  const times = [expiresAt, endsAt].flatMap((end) => (end === null ? [] : refreshAt(now, end).getTime()));
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** From when on a person is told that the access ends: two weeks before, or half of a life that is shorter than that. */
export function tellEndFrom({ since, endsAt }: { since: Date; endsAt: Date }): Date {
  const life = Math.max(0, endsAt.getTime() - since.getTime());
  return new Date(endsAt.getTime() - Math.min(noticeMs, life / 2));
}

const waitsMinutes = [1, 2, 4, 8, 15];

/** When to ask an app again whose token address does not answer: after 1, 2, 4, 8, then every 15 minutes. */
export function refreshRetryAt(now: Date, failures: number): Date {
  const minutes = waitsMinutes[Math.min(failures, waitsMinutes.length - 1)] ?? 15;
  return secondsAfter(now, minutes * 60);
}
