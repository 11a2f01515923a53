import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppCallError } from '../app-call-error.ts';
import type { Json } from '../json.ts';

/** What is remembered of a pass to notice that it goes round in a circle, in a few bytes however long it is. */
export const guardSchema = z.object({
  /** Pages read so far. */
  pages: z.int().min(0),
  /** The mark that later ones are compared with; moved on at 1, 2, 4, 8 … pages (Brent), so that every circle is met. */
  anchor: z.string(),
  /** Of the page before. */
  rows: z.string(),
});

export type Guard = z.infer<typeof guardSchema>;

export const noGuard: Guard = { pages: 0, anchor: '', rows: '' };

/** Notes a page and the mark after it. Throws where the app leads in a circle, or without end. */
export function guardPage(guard: Guard, rows: unknown[], mark: Json, next: Json, maxPages: number): Guard {
  const pages = guard.pages + 1;
  const rowsHash = rows.length === 0 ? '' : hash(rows);
  if (rowsHash !== '' && rowsHash === guard.rows)
    throw circle('repeated_page', 'gave the same page twice: it pays no regard to where the next one should begin');
  if (next === null) return { pages, anchor: guard.anchor, rows: rowsHash };
  const nextHash = hash(next);
  if (nextHash === hash(mark) || nextHash === guard.anchor)
    throw circle('repeated_cursor', 'named a page as the next one that was read already');
  if (pages >= maxPages)
    throw circle('too_many_pages', `has more than ${maxPages.toLocaleString('en')} pages, which is taken for an error`);
  const isPower = (pages & (pages - 1)) === 0;
  return { pages, anchor: isPower ? nextHash : guard.anchor, rows: rowsHash };
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}

function circle(code: string, what: string): AppCallError {
  return new AppCallError(`The app's list ${what}.`, { class: 'protocol', code });
}
