import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { payloadsOf } from '#server/keys/payload-columns.ts';
import { openRows, payloadPlace, writingBox } from '#server/keys/payloads.ts';
import type { ItemError } from './item-error.ts';
import type { LaneName } from './lane.queries.ts';
import type { Difference } from './merge-fields.ts';
import type { WriteItemRow } from './write-item.table.ts';

const ofLane = (tx: TenantTx, { connectionId, object }: LaneName) =>
  tx
    .selectFrom('write_item')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object);

/** What a call was about whose end nobody saw: of one call, the oldest one. */
export async function listLeftOver(tx: TenantTx, lane: LaneName): Promise<WriteItemRow[]> {
  const [first] = await ofLane(tx, lane).where('state', '=', 'writing').orderBy('id').limit(1).execute();
  if (first === undefined) return [];
  const call = ofLane(tx, lane).where('state', '=', 'writing').where('intent', '=', first.intent).orderBy('id');
  return openRows(tx, 'write_item', await call.execute());
}

export async function listWaiting(tx: TenantTx, lane: LaneName, now: Date, limit: number): Promise<WriteItemRow[]> {
  const rows = await ofLane(tx, lane)
    .where('state', '=', 'queued')
    .where((or) => or.or([or('wake_at', 'is', null), or('wake_at', '<=', now)]))
    .orderBy('urgent', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return openRows(tx, 'write_item', rows);
}

/** What is noted of items, as it is to be stored. */
async function sealNotes<Note extends { id: number }>(tx: TenantTx, notes: readonly Note[]): Promise<object[]> {
  const box = await writingBox(tx);
  if (!box) return [...notes];
  const places = await tx
    .selectFrom('write_item')
    .select(['id', 'batch_id', 'position'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', 'in', notes.map(({ id }) => id)) // biome-ignore format: one thought
    .execute();
  const placeOf = new Map(places.map((place) => [place.id, place]));
  return notes.map((note) => {
    const sealed: Record<string, string> = {};
    for (const column of payloadsOf('write_item')) {
      const value: unknown = Reflect.get(note, column.column);
      if (value === undefined || value === null) continue;
      const text = column.kept === 'json' ? JSON.stringify(value) : String(value);
      sealed[column.column] = box.seal(payloadPlace(column, placeOf.get(note.id) ?? {}), text);
    }
    return { ...note, ...sealed };
  });
}

/** When the next one that waits for its time may be written. */
export async function nextWakeTime(tx: TenantTx, lane: LaneName): Promise<Date | undefined> {
  const row = await ofLane(tx, lane)
    .clearSelect()
    .select('wake_at')
    .where('state', '=', 'queued')
    .where('wake_at', 'is not', null)
    .orderBy('wake_at')
    .limit(1)
    .executeTakeFirst();
  return row?.wake_at ?? undefined;
}

interface Versions {
  vendor_id: string;
  /** Of what was not given up, the one that came last. */
  newest: number;
  uncertain: boolean;
}

export async function listVersions(
  tx: TenantTx,
  lane: LaneName,
  vendorIds: readonly string[],
): Promise<Map<string, Versions>> {
  const { rows } = await sql<Versions>`
    select vendor_id, max(id) filter (where state not in ('failed', 'cancelled'))::float8 as newest,
           bool_or(state = 'uncertain') as uncertain
      from write_item
     where environment_id = ${tx.tenant.environmentId} and connection_id = ${lane.connectionId} and object = ${lane.object}
       and vendor_id = any(${textArray(vendorIds)}::text[])
     group by vendor_id`.execute(tx);
  return new Map(rows.map((row) => [row.vendor_id, row]));
}

export interface Ending {
  id: number;
  state: 'written' | 'failed' | 'uncertain' | 'conflict' | 'superseded' | 'cancelled';
  action?: 'created' | 'updated' | 'unchanged';
  key?: string | null;
  error?: ItemError;
  conflicts?: Difference[];
}

/** Writes down what came of items. */
export async function endItems(tx: TenantTx, endings: readonly Ending[], now: Date): Promise<void> {
  if (endings.length === 0) return;
  await sql`
    update write_item i
       set state = e.state, action = e.action, key = coalesce(e.key, i.key), error = e.error,
           conflicts = coalesce(e.conflicts, i.conflicts), ended_at = ${now}, wake_at = null
      from json_to_recordset(${JSON.stringify(await sealNotes(tx, endings))}::json)
        as e(id bigint, state text, action text, key text, error json, conflicts json)
     where i.environment_id = ${tx.tenant.environmentId} and i.id = e.id`.execute(tx);
}

export interface Intent {
  id: number;
  key: string | null;
  sent: string;
  sent_model: string | null;
  conflicts: Difference[];
}

/** Writes down that these are about to be sent in one call. */
export async function intendItems(tx: TenantTx, intents: readonly Intent[], name: string, now: Date): Promise<void> {
  if (intents.length === 0) return;
  await sql`
    update write_item i
       set state = 'writing', intent = ${name}, intent_at = ${now}, tries = i.tries + 1, key = e.key, sent = e.sent,
           sent_model = e.sent_model, conflicts = e.conflicts, error = null, wake_at = null
      from json_to_recordset(${JSON.stringify(await sealNotes(tx, intents))}::json)
        as e(id bigint, key text, sent text, sent_model text, conflicts json)
     where i.environment_id = ${tx.tenant.environmentId} and i.id = e.id`.execute(tx);
}

/** They are sent once more, in the same call as before. */
export async function intendAgain(tx: TenantTx, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('write_item')
    .set({ intent_at: now, tries: sql`tries + 1` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', 'in', [...ids])
    .execute();
}

interface Requeue {
  error?: ItemError;
  wakeAt?: Date;
  /** By itself the next time. */
  alone?: boolean;
  /** It was not the item's fault: the try does not count. */
  free?: boolean;
}

/** The app has not taken them: they wait again. */
export async function requeueItems(
  tx: TenantTx,
  ids: readonly number[],
  { error, wakeAt, alone, free }: Requeue = {},
): Promise<void> {
  if (ids.length === 0) return;
  const notes = await sealNotes(tx, ids.map((id) => ({ id, error: error ?? null }))); // biome-ignore format: one thought
  await sql`
    update write_item i
       set state = 'queued', intent = null, wake_at = ${wakeAt ?? null}, error = e.error,
           alone = i.alone or ${alone === true}, tries = ${free ? sql`greatest(i.tries - 1, 0)` : sql`i.tries`}
      from json_to_recordset(${JSON.stringify(notes)}::json) as e(id bigint, error json)
     where i.environment_id = ${tx.tenant.environmentId} and i.id = e.id`.execute(tx);
}

/** What nobody knew of a record is known now that a later version of it was written. */
export async function settleOlder(
  tx: TenantTx,
  lane: LaneName,
  written: readonly WriteItemRow[],
  now: Date,
): Promise<void> {
  if (written.length === 0) return;
  await sql`
    update write_item i set state = 'superseded', ended_at = ${now}
      from json_to_recordset(${JSON.stringify(written.map(({ id, vendor_id }) => ({ id, vendor_id })))}::json)
        as w(id bigint, vendor_id text)
     where i.environment_id = ${tx.tenant.environmentId} and i.connection_id = ${lane.connectionId}
       and i.object = ${lane.object} and i.vendor_id = w.vendor_id and i.id < w.id and i.state = 'uncertain'`.execute(
    tx,
  );
}
