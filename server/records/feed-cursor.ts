import { z } from 'zod';
import { foreignCursor, parseJson } from '#server/trpc/page.ts';

/**
 * How far a reader has come in one stream: every change up to `seq` was handed out. While a reader takes in a stream for
 * the first time, `until` is the stream's last change at the moment at which it began: what was deleted before that, the
 * reader never saw, so it is not told.
 */
export interface StreamPosition {
  seq: number;
  until?: number;
}

/** Positions by the stream's number. A stream that is not in it is read from its beginning. */
export type FeedPositions = Record<string, StreamPosition>;

const number = z.number().int().nonnegative();
/** Positions as they are kept with what a reader sent. */
export const positionsSchema = z.record(z.string(), z.object({ seq: number, until: number.optional() }));

const cursorSchema = z.record(z.string().regex(/^[1-9]\d{0,15}$/), z.union([number, z.tuple([number, number])]));

/** Writes positions as the opaque cursor that a reader keeps. */
export function feedCursor(positions: Record<string, number | StreamPosition>): string {
  const compact = Object.entries(positions).map(([stream, position]) => {
    const { seq, until = 0 } = typeof position === 'number' ? { seq: position } : position;
    return [stream, until > seq ? [seq, until] : seq];
  });
  return Buffer.from(JSON.stringify(Object.fromEntries(compact))).toString('base64url');
}

/** Reads a cursor back; anything that `feedCursor` did not write is refused. */
export function parseFeedCursor(cursor: string): FeedPositions {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw foreignCursor();
  return Object.fromEntries(
    Object.entries(parsed.data).map(([stream, position]) =>
      typeof position === 'number' ? [stream, { seq: position }] : [stream, { seq: position[0], until: position[1] }],
    ),
  );
}
