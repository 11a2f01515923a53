import { z } from 'zod';
import { AppError } from '#server/errors.ts';

const limit = z.number().int().min(1).max(200).default(50).meta({ description: 'How many at most.', example: 50 });
const cursor = z.string().max(4000).optional().meta({ description: 'The `nextCursor` of the page before.' });

/** The input of a list: a page of it, and its filters. */
export const pageInput = <Shape extends z.ZodRawShape>(filters: Shape) => z.strictObject({ ...filters, cursor, limit });

/** A page of a list. `nextCursor` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Pass it as `cursor` to read on; null at the end.' }),
  });

export interface PageRequest {
  cursor?: string | undefined;
  limit: number;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** A time in an answer. */
export const time = z.string().meta({ format: 'date-time', example: '2026-01-31T09:30:00.000Z' });

/** Where a list that is sorted by time, then id, goes on. The time is PostgreSQL's own text: a Date would lose its microseconds. */
export interface TimeCursor {
  at: string;
  id: string;
}

const positionSchema = z.tuple([z.string().max(64), z.string().max(64)]);

export const encodeCursor = ({ at, id }: TimeCursor): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url');

export function decodeCursor(text: string): TimeCursor {
  const parsed = positionSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success || !isTime(parsed.data[0])) throw foreignCursor();
  return { at: parsed.data[0], id: parsed.data[1] };
}

/** A time as PostgreSQL writes it: 2026-01-31 09:30:00.123456+00 */
function isTime(text: string): boolean {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{1,6})?([+-]\d\d)(:\d\d)?$/.exec(text);
  return parts !== null && !Number.isNaN(Date.parse(`${parts[1]}T${parts[2]}${parts[3]}${parts[4] ?? ':00'}`));
}

/** The cursor of a list that is sorted by id alone: the last id. */
export function idCursor(text: string): string {
  if (!/^[a-z]+_[0-9a-z]{20}$/.test(text)) throw foreignCursor();
  return text;
}

export function foreignCursor(): AppError {
  return new AppError('invalid', 'The cursor is not one that this call gave out.', {
    field: 'cursor',
    remedy: 'Pass the cursor of the answer before exactly as it was, or leave it out to start from the beginning.',
  });
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Cuts a page out of rows that were read with one more than the limit. */
export function toPage<Row, Item>(
  rows: Row[],
  request: PageRequest,
  show: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  return { items: page.map(show), nextCursor: rows.length > request.limit && last ? cursorOf(last) : null };
}
