const longestLife = 10 * 365 * 86_400;
// A number of seconds that large is no life but a moment: 2001-09-09 in seconds, and in milliseconds.
const leastEpoch = 1_000_000_000;
const leastEpochMs = 1_000_000_000_000;

/**
 * How long a token lives from now on, in seconds, from a number, a number as text, or the moment of its end. A life that can't
 * be read, or is none, is one that was not told: no reason to refuse the token.
 */
export function lifeSeconds(value: unknown, now: Date): number | undefined {
  const told = secondsOf(value, now);
  if (told === undefined || !(told > 0)) return undefined;
  return Math.min(Math.floor(told), longestLife) || undefined;
}

function secondsOf(value: unknown, now: Date): number | undefined {
  if (typeof value === 'string') {
    const text = value.trim();
    if (/^\d+(\.\d+)?$/.test(text)) return secondsOf(Number(text), now);
    const moment = /^\d{4}-\d{2}-\d{2}[T ]/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(moment) ? undefined : (moment - now.getTime()) / 1000;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  if (value >= leastEpochMs) return (value - now.getTime()) / 1000;
  return value >= leastEpoch ? value - now.getTime() / 1000 : value;
}
