import { sql } from 'kysely';
import { z } from 'zod';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { type KnownRow, KnownRows, packRows } from './known-rows.ts';
import { slotRanges, slotsOf } from './slot-ranges.ts';

/** What a connector made of a page's answer, but for its rows. */
const outcome = z.object({
  next: z.json(),
  total: z.number().optional(),
  watermark: z.json().optional(),
  /** How many. */
  rows: z.number().int(),
});

/** The marks are uuids: 128 bits of SHA-256 each. */
export interface KnownPage {
  /** Its place in the pass, from 0. */
  number: number;
  /** Of the page's marker. */
  cursor: string;
  /** Of the one request that the page takes: method and address. */
  request: string;
  /** Of the answer's bytes. */
  body: string;
  etag: string | null;
  page: z.infer<typeof outcome>;
}

/** A page whose rows are all as they were. */
export interface SamePage extends KnownPage {
  /** Of the answer that said so now, if it was not that one. */
  bodyNow?: string;
}

interface Ahead {
  stream: number;
  /** What decides how an answer is read: of pages that were read in another way, none is known. */
  reader: string;
  /** Numbers of pages: this one and up to the other. */
  from: number;
  to: number;
}

/**
 * Pages of the last full pass that may be compared with what the app sends now. None while a record of the stream is
 * in the failure inbox: only reading it again could close that.
 */
export async function listKnownPages(tx: TenantTx, ahead: Ahead): Promise<KnownPage[]> {
  const rows = await usable(tx, ahead).select(['number', 'cursor', 'request', 'body', 'etag', 'page']).execute();
  return rows.map((row) => ({ ...row, page: outcome.parse(row.page) }));
}

/** A page of which each row is known. */
export interface RememberedRows {
  number: number;
  body: string;
  rows: KnownRows;
}

/** What is known of the rows of such pages. */
export async function listKnownRows(tx: TenantTx, ahead: Ahead): Promise<RememberedRows[]> {
  const pages = await usable(tx, ahead).select(['number', 'body', 'rows']).where('rows', 'is not', null).execute();
  return pages.flatMap(({ rows, ...page }) => (rows ? [{ ...page, rows: new KnownRows(rows) }] : []));
}

function usable(tx: TenantTx, { stream, reader, from, to }: Ahead) {
  return tx
    .selectFrom('page_memory')
    .where('environment', '=', thisEnvironment)
    .where('stream', '=', stream)
    .where('reader', '=', reader)
    .where('number', '>=', from)
    .where('number', '<', to)
    .where(
      sql<boolean>`not exists (
        select from failure f join sync s on s.environment_id = f.environment_id and s.id = f.sync_id
         where f.environment_id = ${tx.tenant.environmentId} and s.stream = ${stream} and f.closed_at is null)`,
    );
}

/**
 * The records of pages that are as they were, or undefined where one of them has been written by something else
 * meanwhile. Remembers the ETag where the app sends another one now.
 */
export async function slotsOfPages(
  tx: TenantTx,
  stream: number,
  known: readonly SamePage[],
): Promise<number[] | undefined> {
  const rows = await tx
    .selectFrom('page_memory')
    .select(['number', 'body', 'slots', 'etag'])
    .where('environment', '=', thisEnvironment)
    .where('stream', '=', stream)
    .where('number', '>=', known[0]?.number ?? 0)
    .where('number', '<=', known.at(-1)?.number ?? 0)
    .execute();
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const slots: number[] = [];
  for (const page of known) {
    const row = byNumber.get(page.number);
    if (row?.body !== page.body) return undefined;
    for (const slot of slotsOf(row.slots)) slots.push(slot);
  }
  const others = known.filter((page) => page.bodyNow || page.etag !== byNumber.get(page.number)?.etag);
  if (others.length > 0) await renewAnswers(tx, stream, others);
  return slots;
}

/** The rows are the same, and what they came in is not: the next pass compares with that. */
async function renewAnswers(tx: TenantTx, stream: number, pages: readonly SamePage[]): Promise<void> {
  await sql`
    update page_memory p set cursor = u.cursor, request = u.request, body = u.body, etag = u.etag, page = u.page
      from unnest(${pages.map(({ number }) => number)}::integer[], ${pages.map(({ cursor }) => cursor)}::uuid[],
                  ${pages.map(({ request }) => request)}::uuid[], ${pages.map(({ body, bodyNow }) => bodyNow ?? body)}::uuid[],
                  ${pages.map(({ etag }) => etag)}::text[], ${pages.map(({ page }) => JSON.stringify(page))}::json[])
        as u(number, cursor, request, body, etag, page)
     where p.environment = ${thisEnvironment} and p.stream = ${stream} and p.number = u.number`.execute(tx);
}

interface Remembered extends KnownPage {
  stream: number;
  reader: string;
  slots: readonly number[];
  rows: readonly KnownRow[];
}

export async function rememberPage(tx: TenantTx, { slots, rows, page, ...remembered }: Remembered): Promise<void> {
  const packed = rows.length === 0 ? null : packRows(rows);
  await tx
    .insertInto('page_memory')
    .values({ ...remembered, page: JSON.stringify(page), slots: slotRanges(slots), rows: packed })
    .onConflict((conflict) =>
      conflict.columns(['environment', 'stream', 'number']).doUpdateSet((excluded) => ({
        reader: excluded.ref('excluded.reader'),
        cursor: excluded.ref('excluded.cursor'),
        request: excluded.ref('excluded.request'),
        body: excluded.ref('excluded.body'),
        etag: excluded.ref('excluded.etag'),
        page: excluded.ref('excluded.page'),
        slots: excluded.ref('excluded.slots'),
        rows: excluded.ref('excluded.rows'),
      })),
    )
    .execute();
}

/** Forgets the pages from this number up to the other, or to the end. */
export async function forgetPages(tx: TenantTx, stream: number, from = 0, to?: number): Promise<void> {
  let query = tx
    .deleteFrom('page_memory')
    .where('environment', '=', thisEnvironment)
    .where('stream', '=', stream)
    .where('number', '>=', from);
  if (to !== undefined) query = query.where('number', '<', to);
  await query.execute();
}

/**
 * Records were written: a page that holds one of them no longer tells what is stored. The page that they came with is
 * excepted, and where they were all on it before as well, no other page can hold them.
 */
export async function forgetPagesOf(
  tx: TenantTx,
  stream: number,
  slots: readonly number[],
  except?: number,
): Promise<void> {
  if (slots.length === 0) return;
  const foreign = sql`(${slotRanges(slots)}::int4multirange - coalesce((
    select p.slots from page_memory p
     where p.environment = ${thisEnvironment} and p.stream = ${stream} and p.number = ${except ?? -1}), '{}'))`;
  const { rows } = await sql<{ slots: string }>`select ${foreign}::text as slots`.execute(tx);
  const moved = rows[0]?.slots ?? '{}';
  if (moved === '{}') return;
  await sql`
    delete from page_memory
     where environment = ${thisEnvironment} and stream = ${stream} and number <> ${except ?? -1}
       and slots && ${moved}::int4multirange`.execute(tx);
}
