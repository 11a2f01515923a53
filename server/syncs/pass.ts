import { z } from 'zod';

/** JSON as a cursor or watermark holds it. */
export const jsonSchema = z.json();

/**
 * A pass reads an object from its first page to its last. It is saved with every page (`sync.checkpoint`), so that a
 * killed worker's successor goes on at the next page.
 */
const passSchema = z.object({
  mode: z.enum(['full', 'incremental']),
  cursor: jsonSchema,
  pages: z.number().int(),
});

export type Pass = z.infer<typeof passSchema>;

export const parsePass = (checkpoint: unknown): Pass | null => passSchema.nullable().parse(checkpoint ?? null);

const fullPassEveryMs = 24 * 3600 * 1000;

interface PassInput {
  syncMode: 'incremental' | 'full';
  incremental: boolean;
  reportsDeletes: boolean;
  watermark: unknown;
  lastFullPassAt: Date | null;
  now: Date;
}

/** Full the first time, and where nothing smaller is possible; daily where an incremental pass can't see deletions. */
export function beginPass(input: PassInput): Pass {
  const canBeIncremental = input.syncMode === 'incremental' && input.incremental && input.watermark != null;
  const lastFull = input.lastFullPassAt?.getTime() ?? 0;
  const sweepDue = !input.reportsDeletes && input.now.getTime() - lastFull >= fullPassEveryMs;
  return { mode: canBeIncremental && !sweepDue ? 'incremental' : 'full', cursor: null, pages: 0 };
}

/** Whether a full pass may delete what it did not meet. More than a fifth (and over 100) is more likely the app's mistake than the customer's wish. */
export function mayDelete(missing: number, present: number, accepted: boolean): boolean {
  return accepted || missing <= 100 || missing <= present * 0.2;
}

/** Whether so many of a page's records failed that the cause is the page and not the records. */
export const pageIsBad = (rows: number, failed: number): boolean => rows >= 20 && failed > rows / 2;

const maxPages = 1_000_000;

/** Watches the page markers of one pass: an app that repeats one would be read for ever. */
export class CursorGuard {
  readonly #seen = new Set<string>();

  /** True if the pass can go on to `next`. */
  accept(next: unknown): boolean {
    const text = JSON.stringify(next);
    if (this.#seen.has(text) || this.#seen.size >= maxPages) return false;
    this.#seen.add(text);
    return true;
  }
}
