import type { RequestStep } from '#connectors/kit/index.ts';
import { secondsAfter } from '#server/clock.ts';
import { valueAt } from '../oauth2/value-at.ts';

const longestLife = 10 * 365 * 86_400;
/** Larger numbers are milliseconds: in seconds they would be of the year 5138. */
const firstMilliseconds = 1e11;
const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/** When a token ends by what the answer says: seconds to live, a date, or seconds or milliseconds since 1970. Undefined where that can't be read. */
export function tokenEnd(body: unknown, { expiresIn, expiresAt }: RequestStep, now: Date): Date | undefined {
  const seconds = expiresIn === undefined ? Number.NaN : numberOf(valueAt(body, expiresIn));
  if (seconds > 0) return secondsAfter(now, Math.min(seconds, longestLife));
  const end = expiresAt === undefined ? Number.NaN : millisecondsOf(valueAt(body, expiresAt));
  if (!(end > now.getTime())) return undefined;
  return new Date(Math.min(end, secondsAfter(now, longestLife).getTime()));
}

function millisecondsOf(value: unknown): number {
  const number = numberOf(value);
  if (!Number.isNaN(number)) return number < firstMilliseconds ? number * 1000 : number;
  if (typeof value !== 'string') return Number.NaN;
  // A time without a zone is meant as UTC, and not as the time of wherever this runs.
  return Date.parse(zoneless.test(value) ? `${value.replace(' ', 'T')}Z` : value);
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN;
}
