/** What an app asks for beyond this is asked again then: a date in the wrong century would stop a sync for good. */
const maxWaitMs = 3_600_000;

/** Reads `Retry-After`: seconds, or a date by the app's own clock, which its `Date` header tells. */
export function retryAfterMs(headers: Headers, now: number = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Math.ceil(Number(value) * 1000), maxWaitMs);
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const appNow = Date.parse(headers.get('date') ?? '');
  return Math.min(Math.max(0, until - (Number.isNaN(appNow) ? now : appNow)), maxWaitMs);
}
