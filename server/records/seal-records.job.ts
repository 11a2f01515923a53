import { sql } from 'kysely';
import { z } from 'zod';
import { type Tenant, type TenantTx, thisEnvironment, withTenant } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { idSchema } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { recordKeys } from '#server/keys/data-keys.ts';
import { payloadColumns } from '#server/keys/payload-columns.ts';
import { turnPayloads } from './seal-payloads.ts';
import { sealerOfStream } from './sealed-data.ts';
import { isToTurn, refuseEnded, type Turning } from './turning.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment') });

const batch = 500;
const sliceMs = 300_000;

const kept = [
  { table: 'record', key: 'external_id', column: 'data', as: 'record' },
  { table: 'record_before', key: 'slot', column: 'data', as: 'record' },
  { table: 'record_raw', key: 'slot', column: 'raw', as: 'record_raw' },
] as const;

/**
 * Brings what is there into the way in which it is written now: sealed, in the clear, or sealed with another key; stream
 * by stream and table by table, in short transactions. Killed anywhere, it is taken up again and passes over what is done.
 */
export async function sealRecords(payload: unknown, signal?: AbortSignal): Promise<void> {
  const { environmentId } = payloadSchema.parse(payload);
  const tenant: Tenant = { environmentId };
  const slice = AbortSignal.timeout(sliceMs);
  const ending = signal ? AbortSignal.any([signal, slice]) : slice;
  try {
    while (!(await turnAll(tenant, ending)));
  } catch (error) {
    if (!slice.aborted || signal?.aborted) throw error;
    await withTenant(tenant, (tx) => enqueue(tx, 'seal', {}, { priority: priority.backfill }));
  }
}

/** False where the wish has changed meanwhile: then it is all gone through once more. */
async function turnAll(tenant: Tenant, ending: AbortSignal): Promise<boolean> {
  const { state, turning } = await withTenant(tenant, readWish);
  if (state === 'on' || state === 'off') return true;
  const streams = await withTenant(tenant, (tx) =>
    tx
      .selectFrom('sync')
      .select(['stream', 'records'])
      .where('environment_id', '=', tenant.environmentId)
      .orderBy('stream')
      .execute(),
  );
  let done = 0;
  for (const { stream, records } of streams) {
    const onProgress = (passed: number) => saveProgress(tenant, done + Math.min(passed, records));
    await onProgress(0);
    // A record whose key changes while its stream is gone through may be passed over: once more, until nothing is found.
    for (let turned = 1, pass = 0; turned > 0; pass += 1)
      turned = await turnStream(tenant, { stream, turning, ending, ...(pass === 0 && { onProgress }) });
    done += records;
  }
  for (const column of payloadColumns) await turnPayloads(tenant, column, turning, ending);
  return withTenant(tenant, async (tx) => {
    const now = await readWish(tx, true);
    if (now.state !== state || now.turning.key !== turning.key) return false;
    await tx
      .updateTable('environment')
      .set({ record_encryption: turning.isSealing ? 'on' : 'off' })
      .where('id', '=', tenant.environmentId)
      .execute();
    return true;
  });
}

async function readWish(tx: TenantTx, isLocked = false) {
  // Nobody may wish for something else between this look and the commit.
  if (isLocked) await tx.selectFrom('environment').select('id').where('id', '=', tx.tenant.environmentId).forUpdate().execute(); // biome-ignore format: one thought
  const { record_encryption: state } = await getEnvironment(tx);
  const current = (await recordKeys(tx)).find(({ isRetired }) => !isRetired);
  const turning: Turning = { isSealing: state === 'sealing', key: current?.id };
  return { state, turning };
}

async function saveProgress(tenant: Tenant, done: number): Promise<void> {
  await withTenant(tenant, (tx) =>
    tx
      .updateTable('environment')
      .set({ record_encryption_done: done })
      .where('id', '=', tenant.environmentId)
      .execute(),
  );
}

const toldAfterBatches = 20;

interface Pass {
  stream: number;
  turning: Turning;
  ending: AbortSignal;
  /** Told now and then how many records were gone through. */
  onProgress?: (passed: number) => Promise<void>;
}

async function turnStream(tenant: Tenant, { stream, turning, ending, onProgress }: Pass): Promise<number> {
  let turned = 0;
  let batches = 0;
  for (const place of kept) {
    let after: string | number | undefined = place.key === 'slot' ? -1 : '';
    while (after !== undefined) {
      refuseEnded(ending);
      const from: string | number = after;
      const done: Turned = await withTenant(tenant, (tx) => turnBatch(tx, { stream, place, turning, after: from }));
      turned += done.turned;
      after = done.last;
      batches += 1;
      if (place.table === 'record' && batches % toldAfterBatches === 0) await onProgress?.(batches * batch);
    }
  }
  return turned;
}

interface Turn {
  stream: number;
  place: (typeof kept)[number];
  turning: Turning;
  after: string | number;
}

interface Turned {
  turned: number;
  last: string | number | undefined;
}

async function turnBatch(tx: TenantTx, { stream, place, turning, after }: Turn): Promise<Turned> {
  // Whoever writes the stream has finished, and whoever comes next knows the new way.
  await tx
    .selectFrom('sync')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('stream', '=', stream)
    .forUpdate()
    .execute();
  const [key, column] = [sql.ref(place.key), sql.ref(place.column)];
  const { rows } = await sql<{ place: string; key: string | number; slot: number; text: string }>`
    select ctid::text as place, ${key} as key, slot, ${column} as text from ${sql.table(place.table)}
     where environment = ${thisEnvironment} and stream = ${stream} and ${key} > ${after} and ${isToTurn(column, turning)}
     order by ${key} limit ${batch}`.execute(tx);
  if (rows.length === 0) return { turned: 0, last: undefined };
  const sealer = await sealerOfStream(tx, stream);
  const turned = rows.map(({ slot, text }) => {
    const plain = sealer.open(slot, text, place.as);
    return turning.isSealing ? sealer.seal(slot, plain, place.as) : plain;
  });
  await sql`
    update ${sql.table(place.table)} t set ${column} = u.text
      from unnest(${rows.map((row) => row.place)}::tid[], ${turned}::text[]) as u(place, text)
     where t.ctid = u.place`.execute(tx);
  return { turned: rows.length, last: rows.length < batch ? undefined : rows.at(-1)?.key };
}
