import { z } from 'zod';
import { type ConnectorContext, defineObject, type Json, orNull, type Page, type PullRequest } from '../kit/index.ts';
import { contactFields } from './contact-fields.ts';
import { rowsPage } from './rows-page.ts';
import { everyList, type Settings } from './settings.ts';
import { upsertContacts } from './upsert-contacts.ts';

const contact = z.object({
  id: z.string().min(1),
  first_name: z.string().nullable(),
  last_name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  company_id: z.string().nullable(),
  owner_id: z.string().nullable(),
  lists: z.array(z.string()),
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  created_at: z.string(),
  updated_at: z.string(),
});

export const contactObject = defineObject<typeof contact, Settings>({
  label: 'contacts',
  row: contact,
  key: (row) => row.id,
  incremental: true,
  reportsDeletes: true,
  upsert: upsertContacts,
  describe: contactFields,
  pull: (context, request) => (request.mode === 'full' ? pullAll(context, request) : pullChanges(context, request)),
  // Asked for alone it may still be on none of the chosen list's pages: then it is gone for us.
  get: async ({ http, settings }, key) => {
    const row = await orNull(async () => (await http.get(`/contacts/${encodeURIComponent(key)}`, z.unknown())).body);
    return row === null || isGone(row, settings.list) ? null : row;
  },
});

const pageSize = 200;
const place = z.object({ cursor: z.string(), watermark: z.string().nullable() });
const lastChange = z.object({ updated_at: z.iso.datetime({ offset: true }) });

/**
 * Every contact of the chosen list. Where the next incremental pass begins is Tidewater's own time at the first page, less
 * a margin, and not the latest `updated_at` that was seen: a contact that is deleted or taken off the list while the pages
 * are read is not on any of them, and a later change of another contact would lift the latest `updated_at` above it.
 */
async function pullAll({ http, settings }: ConnectorContext<Settings>, { cursor }: PullRequest): Promise<Page> {
  const at = cursor === null ? undefined : place.parse(cursor);
  const { headers, body } = await http.get('/contacts', rowsPage, {
    query: { limit: pageSize, cursor: at?.cursor, list: settings.list === everyList ? undefined : settings.list },
  });
  const watermark = at === undefined ? timeBefore(headers, body.data) : at.watermark;
  return { rows: body.data, total: body.total, watermark, next: nextPlace(body.next_cursor, watermark) };
}

/**
 * Every change since the watermark, deletions too. Tidewater gives changes in the order in which they happened, each with
 * a later `updated_at` than the one before, and a contact that changes while we read moves to the end: it is met there, or
 * by the next pass. So the latest `updated_at` of a pass that asked for everything is a safe place to begin the next one,
 * which includes that moment itself. The list is not asked for but compared here, or a contact that was taken off it would
 * never be heard of again.
 */
async function pullChanges(
  { http, settings }: ConnectorContext<Settings>,
  { cursor, watermark: from }: PullRequest,
): Promise<Page> {
  const at = cursor === null ? undefined : place.parse(cursor);
  const since = z.string().nullable().parse(from);
  const { body } = await http.get('/contacts', rowsPage, {
    query: { limit: pageSize, cursor: at?.cursor, updated_since: since ?? undefined, include_deleted: true },
  });
  const watermark = latestChange(body.data) ?? at?.watermark ?? since;
  const gone = body.data.filter((row) => isGone(row, settings.list));
  return {
    rows: body.data.filter((row) => !gone.includes(row)),
    deleted: gone.flatMap((row) => z.object({ id: z.string() }).safeParse(row).data?.id ?? []),
    total: body.total,
    watermark,
    next: nextPlace(body.next_cursor, watermark),
  };
}

function nextPlace(cursor: string | null, watermark: string | null): Json {
  return cursor === null ? null : { cursor, watermark };
}

const deletedRow = z.object({ id: z.string(), deleted: z.literal(true) });
const listedRow = z.object({ id: z.string(), lists: z.array(z.string()) });

function isGone(row: unknown, list: string): boolean {
  if (deletedRow.safeParse(row).success) return true;
  const listed = listedRow.safeParse(row);
  return list !== everyList && listed.success && !listed.data.lists.includes(list);
}

function latestChange(rows: unknown[]): string | undefined {
  const last = lastChange.safeParse(rows.at(-1));
  return last.success ? last.data.updated_at : undefined;
}

// The header tells whole seconds, and is written after the page was read.
const marginMs = 5_000;

function timeBefore(headers: Headers, rows: unknown[]): string | null {
  const time = Date.parse(headers.get('date') ?? '');
  if (!Number.isNaN(time)) return new Date(time - marginMs).toISOString();
  // Without it: all that the first page holds happened before everything that happens from now on.
  return latestChange(rows) ?? null;
}
