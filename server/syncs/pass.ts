import { z } from 'zod';
import { guardSchema } from './cursor-guard.ts';
import type { SyncMode, SyncRow } from './sync.table.ts';

/** JSON as a cursor or watermark holds it. */
export const jsonSchema = z.json();

/**
 * A pass reads an object from its first page to its last. It is saved with every page (`sync.checkpoint`), so that a
 * killed worker's successor goes on at the next page.
 */
const passSchema = z.object({
  /** `raw`: the rows that are kept, once more, because they are mapped in another way now. The app is not asked. */
  mode: z.enum(['full', 'incremental', 'raw']),
  cursor: jsonSchema,
  pages: z.number().int(),
  /** Rows that it has brought so far, and how many of them were new. */
  seen: z.number().int().default(0),
  added: z.number().int().default(0),
  /** What had not changed since is left out. */
  from: z.string().nullable().default(null),
  /** By the database's clock, in its own text: what was told before, the pass meets. */
  beganAt: z.string().nullable().default(null),
  /** Of the markers up to this page. */
  guard: guardSchema.optional(),
  /** How often it was begun anew, because it had brought less than the app says that there is. */
  repeats: z.number().int().default(0),
});

export type Pass = z.infer<typeof passSchema>;

export const parsePass = (checkpoint: unknown): Pass | null => passSchema.nullable().parse(checkpoint ?? null);

type Progress = Pick<SyncRow, 'mode' | 'backfill_from' | 'checkpoint'>;

/** The pass that was begun and not ended, unless the sync was told meanwhile to read in another way. */
export function passToResume(sync: Progress, { mustBeFull }: { mustBeFull: boolean }): Pass | null {
  const pass = parsePass(sync.checkpoint);
  if (!pass || (mustBeFull && pass.mode !== 'full') || (sync.mode === 'full' && pass.mode === 'incremental'))
    return null;
  return pass.from === (sync.backfill_from?.toISOString() ?? null) ? pass : null;
}

interface Read {
  pages: number;
  seen: number;
  added: number;
}

/** The pass after one or more of its pages. */
export const nextPage = (pass: Pass, next: Pass['cursor'], counts: Read): Pass => ({
  ...pass,
  cursor: next,
  pages: pass.pages + counts.pages,
  seen: pass.seen + counts.seen,
  added: pass.added + counts.added,
});

const fullPassEveryMs = 24 * 3600 * 1000;

interface PassInput {
  syncMode: SyncMode;
  incremental: boolean;
  reportsDeletes: boolean;
  watermark: unknown;
  lastFullPassAt: Date | null;
  backfillFrom: Date | null;
  /** Somebody accepts what a full pass would delete: so it must be one. */
  acceptDeletes: boolean;
  beganAt: string;
  now: Date;
}

/** Full the first time, and where nothing smaller is possible; daily where an incremental pass can't see deletions. */
export function beginPass(input: PassInput): Pass {
  const canBeIncremental =
    !input.acceptDeletes && input.syncMode !== 'full' && input.incremental && input.watermark != null;
  const lastFull = input.lastFullPassAt?.getTime() ?? 0;
  const sweepDue = !input.reportsDeletes && input.now.getTime() - lastFull >= fullPassEveryMs;
  const start = { cursor: null, pages: 0, seen: 0, added: 0, beganAt: input.beganAt, repeats: 0 };
  const mode = canBeIncremental && !sweepDue ? 'incremental' : 'full';
  return { ...start, mode, from: input.backfillFrom?.toISOString() ?? null };
}

interface Deletions {
  /** Records that the pass did not meet. */
  missing: number;
  /** Records that are there, the new ones included. */
  present: number;
  /** Records that came new in this pass. */
  added: number;
}

const believable = 100;
const believableShare = 0.2;
const fewestOfAll = 10;

/**
 * Why a full pass may not delete what it did not meet, if so. More than a fifth (and over 100) is more likely the app's
 * mistake than the customer's wish; and where about as many came new, the app's keys have changed, not its records. That
 * shows with few records, too, if not one of them was met again.
 */
export function deleteObjection({ missing, present, added }: Deletions): 'too_many' | 'keys_changed' | null {
  const noneMet = missing >= fewestOfAll && missing >= present - added && added >= missing;
  if (noneMet) return 'keys_changed';
  if (missing <= believable || missing <= present * believableShare) return null;
  return added >= missing * (1 - believableShare) ? 'keys_changed' : 'too_many';
}

/** Whether a full pass brought so much less than the app said is there that it can't have been all. Rows come and go while it reads. */
export const isIncomplete = (seen: number, total: number | null | undefined): total is number =>
  typeof total === 'number' && total - seen > Math.max(fewestOfAll, total * believableShare);

/** Whether so many of a page's records failed that the cause is the page and not the records. */
export const pageIsBad = (rows: number, failed: number): boolean => rows >= 20 && failed > rows / 2;

const mostRepeats = 2;

/**
 * An incremental pass that brought less than the app counts: once its watermark has moved on, nobody would ask for the
 * rest again, so it is read again. Who miscounts by a few every time is believed in the end.
 */
export function repeatOf(pass: Pass, seen: number, total: number | null | undefined): Pass | undefined {
  const isShort = pass.mode === 'incremental' && typeof total === 'number' && seen < total;
  if (!isShort || pass.repeats >= mostRepeats) return undefined;
  const { guard: _, ...rest } = pass;
  return { ...rest, cursor: null, pages: 0, seen: 0, added: 0, repeats: pass.repeats + 1 };
}
