import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import { type HookEvent, type HookRequest, isAppCallError } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { enqueueQuietly, priority } from '#server/jobs/boss.ts';
import { sealRows } from '#server/keys/payloads.ts';
import type { HookSource } from './hook-source.ts';
import type { InboundEventTable } from './inbound-event.table.ts';

const rowsAtOnce = 1000;
const eventsAJob = 200;
const longest = { type: 200, account: 500, object: 100, key: 512, id: 500, unreadable: 65_536 };

type EventRow = Insertable<InboundEventTable>;

interface TakenIn {
  source: HookSource;
  request: HookRequest;
  now: Date;
}

/** Keeps each event once and enqueues what is to be done with it, in one transaction. Returns how many were new. */
export async function storeEvents(tx: TenantTx, taken: TakenIn): Promise<number> {
  const rows = await sealRows(tx, 'inbound_event', readRows(tx, taken));
  const stored: string[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const inserted = await tx
      .insertInto('inbound_event')
      .values(rows.slice(start, start + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['environment_id', 'dedupe']).doNothing())
      .returning('id')
      .execute();
    stored.push(...inserted.map(({ id }) => id));
  }
  await enqueueEvents(tx, stored);
  return stored.length;
}

/** Workers are not told of it: announce it after the commit. */
export async function enqueueEvents(tx: TenantTx, eventIds: string[]): Promise<void> {
  for (let start = 0; start < eventIds.length; start += eventsAJob) {
    const payload = { eventIds: eventIds.slice(start, start + eventsAJob) };
    await enqueueQuietly(tx, 'hook', payload, { priority: priority.webhook });
  }
}

/** The events of a hook; where the connector can't read it, one that says so: it was signed, so it must not get lost. */
function readRows(tx: TenantTx, taken: TakenIn): EventRow[] {
  const { source, request } = taken;
  try {
    const rows = source.hooks.events(request).map((event, index) => rowOf(tx, taken, event, index));
    // Made in one millisecond, they would have no order; the app gave them one.
    const ids = rows.map(({ id }) => id).sort();
    return rows.map((row, index) => ({ ...row, id: ids[index] ?? row.id }));
  } catch (error) {
    return [unreadableRow(tx, taken, isAppCallError(error) ? error.message : 'It is not what it should be.')];
  }
}

function rowOf(tx: TenantTx, { source, request, now }: TakenIn, event: HookEvent, index: number): EventRow {
  const { id, account, object, key, at } = event;
  const happenedAt = at === undefined ? Number.NaN : Date.parse(at);
  return {
    ...placeOf(tx, source, now),
    // Another account's event of the same name is another one. Without an id, the body and the place in it name it.
    dedupe: dedupeOf(source, [account ?? '', id || `${index}:`, id === '' ? request.body : '']),
    event_id: id === '' ? null : storable(id, longest.id),
    type: storable(event.type, longest.type),
    account: account === undefined ? null : storable(account, longest.account),
    object: object === undefined ? null : storable(object, longest.object),
    // Cut short it would name another row.
    external_id: key === undefined || key.length > longest.key ? null : storable(key, longest.key),
    happened_at: Number.isNaN(happenedAt) ? null : new Date(happenedAt),
    data: JSON.stringify(event.data),
  };
}

function unreadableRow(tx: TenantTx, { source, request, now }: TakenIn, because: string): EventRow {
  const text = Buffer.from(request.body).toString().slice(0, longest.unreadable);
  return {
    ...placeOf(tx, source, now),
    dedupe: dedupeOf(source, ['', request.body]),
    type: 'unreadable',
    data: JSON.stringify(text),
    status: 'failed',
    reason: storable(`What ${source.loaded.connector.name} told could not be read. ${because}`, 1000),
  };
}

const placeOf = (tx: TenantTx, { loaded, subscription }: HookSource, now: Date) => ({
  environment_id: tx.tenant.environmentId,
  id: newId('inboundEvent', now.getTime()),
  connector: loaded.slug,
  subscription_id: subscription?.id ?? null,
  connection_id: subscription?.connectionId ?? null,
  customer_id: subscription?.customerId ?? null,
  received_at: now,
});

/** The first half of a SHA-256, in the form of a UUID: half the index of a text. */
function dedupeOf({ loaded, subscription }: HookSource, parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256').update(subscription?.id ?? loaded.slug);
  for (const part of parts) hash.update('\0').update(part);
  return hash.digest('hex').slice(0, 32);
}

/** PostgreSQL keeps no zero byte and no half of a pair. */
const storable = (text: string, length: number): string =>
  text.slice(0, length).replaceAll('\0', '\ufffd').toWellFormed();
