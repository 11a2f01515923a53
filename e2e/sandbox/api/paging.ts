import { z } from 'zod';
import type { Faults } from '../faults.ts';
import { ApiError } from './api-error.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 200;

/** A place between two rows: after everything that changed at `after` or before. */
interface Position {
  after: number | undefined;
  /** Only while pages repeat on purpose: this page was served once already. */
  isRepeat: boolean;
}

export interface Page {
  data: unknown[];
  next_cursor: string | null;
  total: number;
}

const cursorSchema = z.tuple([z.number().nullable(), z.union([z.literal(0), z.literal(1)])]);

export function readLimit(params: URLSearchParams): number {
  const value = params.get('limit');
  if (value === null) return DEFAULT_LIMIT;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new ApiError(400, 'bad_request', `limit must be a whole number from 1 to ${MAX_LIMIT}.`, { field: 'limit' });
}

/** Milliseconds since 1970; the API gives what changed then or later. */
export function readSince(params: URLSearchParams): number | undefined {
  const value = params.get('updated_since');
  if (value === null || value === '') return undefined;
  const since = Date.parse(value);
  if (!Number.isNaN(since) && /^\d{4}-\d{2}-\d{2}/.test(value)) return since;
  throw new ApiError(400, 'bad_request', 'updated_since must be a time such as 2026-03-31T08:00:00Z.', {
    field: 'updated_since',
  });
}

export function readPosition(params: URLSearchParams): Position {
  const cursor = params.get('cursor');
  if (cursor === null || cursor === '') return { after: undefined, isRepeat: false };
  const parsed = cursorSchema.safeParse(decode(cursor));
  if (parsed.success) return { after: parsed.data[0] ?? undefined, isRepeat: parsed.data[1] === 1 };
  throw new ApiError(400, 'bad_cursor', 'This cursor is not one of ours. Start again without a cursor.', {
    field: 'cursor',
  });
}

interface PageRequest {
  params: URLSearchParams;
  position: Position;
  /** Time of the page's last row, when more rows follow. */
  lastTime: number | undefined;
}

/** The honest answer is `lastTime`; the faults lead astray. */
export function nextCursor({ params, position, lastTime }: PageRequest, faults: Faults): string | null {
  if (faults.lyingCursor) return params.get('cursor') || encode(lastTime, false);
  if (faults.repeatPage && !position.isRepeat) return encode(position.after, true);
  return lastTime === undefined ? null : encode(lastTime, false);
}

function encode(after: number | undefined, isRepeat: boolean): string {
  return Buffer.from(JSON.stringify([after ?? null, isRepeat ? 1 : 0])).toString('base64url');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Pages over rows that never change and are sorted by `updated_at`. */
export function pageOfFixed(rows: readonly { updated_at: string }[], params: URLSearchParams, faults: Faults): Page {
  const limit = readLimit(params);
  const since = readSince(params) ?? 0;
  const position = readPosition(params);
  const matching = rows.filter((row) => Date.parse(row.updated_at) >= since);
  const rest = matching.filter((row) => Date.parse(row.updated_at) > (position.after ?? -1));
  const data = rest.slice(0, limit);
  const last = data.at(-1);
  const lastTime = last !== undefined && rest.length > limit ? Date.parse(last.updated_at) : undefined;
  return { data, next_cursor: nextCursor({ params, position, lastTime }, faults), total: matching.length };
}
