import type { Json } from '../json.ts';
import { readPath } from './read-path.ts';

/**
 * From where the next incremental pass begins, as an ISO time. `clock`: the app's own time at the first page, less
 * `overlapMs` (2 minutes unless told): loses nothing in any order of rows. `newest`: the latest value of `field` in an
 * incremental pass, for lists that are sorted by it and include the moment asked for; `overlapMs` is 0 unless told. A full
 * pass is always followed by changes since its first page: a row that vanished meanwhile is on none of its pages.
 */
export type WatermarkPolicy =
  | { kind: 'clock'; overlapMs?: number }
  | { kind: 'newest'; field: string; overlapMs?: number };

const clockOverlapMs = 120_000;
/** Without the app's clock ours serves, with room for the difference. */
const foreignClockOverlapMs = 600_000;

/** By the first page of a pass. */
export function clockWatermark(headers: Headers, policy: WatermarkPolicy): string {
  const appTime = Date.parse(headers.get('date') ?? '');
  const overlap = (policy.kind === 'clock' ? policy.overlapMs : undefined) ?? clockOverlapMs;
  const time = Number.isNaN(appTime) ? Date.now() - Math.max(overlap, foreignClockOverlapMs) : appTime - overlap;
  return new Date(time).toISOString();
}

/** By all pages of an incremental pass so far: `known` is what the ones before have told, or the last pass. */
export function newestWatermark(rows: unknown[], field: string, overlapMs: number, known: Json): Json {
  let newest = typeof known === 'string' ? Date.parse(known) : Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const time = timeOf(readPath(row, field));
    if (time !== undefined) newest = Math.max(newest, time - overlapMs);
  }
  return Number.isFinite(newest) ? new Date(newest).toISOString() : known;
}

/** Above this a number counts milliseconds since 1970, below it seconds (until the year 5138). */
const firstMs = 100_000_000_000;

function timeOf(value: unknown): number | undefined {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\d{9,13}$/.test(value));
  const number = isNumber ? Number(value) : Number.NaN;
  const time = isNumber ? (number >= firstMs ? number : number * 1_000) : Date.parse(String(value));
  return Number.isNaN(time) ? undefined : time;
}
