import type { LimitHeaders } from '#connectors/kit/index.ts';

/** What an app's headers say is left of its limit. */
export interface ToldLimit {
  left: number;
  /** Milliseconds; undefined where it is not told. */
  resetInMs?: number;
}

const longestMs = 86_400_000;

/** Reads the headers that a connector names; undefined where the answer has none of them. */
export function toldLimit(headers: Headers, names: LimitHeaders, now: number = Date.now()): ToldLimit | undefined {
  const left = Number.parseInt(headers.get(names.remaining) ?? '', 10);
  if (!Number.isFinite(left)) return undefined;
  const reset = names.reset === undefined ? undefined : resetInMs(headers, names.reset, names.resetUnit, now);
  return { left: Math.max(0, left), ...(reset !== undefined && { resetInMs: reset }) };
}

function resetInMs(headers: Headers, name: string, unit: LimitHeaders['resetUnit'], now: number): number | undefined {
  const text = headers.get(name)?.trim();
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  // By the app's own clock, like the time that it names.
  const appNow = Date.parse(headers.get('date') ?? '') || now;
  const kind =
    unit ??
    (Number.isNaN(number)
      ? 'date'
      : number > 100_000_000_000
        ? 'epochMs'
        : number > 1_000_000_000
          ? 'epoch'
          : 'seconds');
  const inMs = {
    seconds: number * 1_000,
    epoch: number * 1_000 - appNow,
    epochMs: number - appNow,
    date: Date.parse(text) - appNow,
  }[kind];
  return Number.isNaN(inMs) ? undefined : Math.min(Math.max(0, inMs), longestMs);
}
