import { sql } from 'kysely';
import { z } from 'zod';
import { type Tenant, type TenantTx, thisEnvironment, withTenant } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { idSchema } from '#server/ids.ts';
import { sealerOfStream } from './sealed-data.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment') });

const batch = 500;

const kept = [
  { table: 'record', key: 'external_id', column: 'data', as: 'record' },
  { table: 'record_before', key: 'slot', column: 'data', as: 'record' },
  { table: 'record_raw', key: 'slot', column: 'raw', as: 'record_raw' },
] as const;

/**
 * Brings the records that are there into the way in which they are written now, stream by stream in short transactions.
 * Killed anywhere, it begins anew and passes over what is done.
 */
export async function sealRecords(payload: unknown, signal?: AbortSignal): Promise<void> {
  const { environmentId } = payloadSchema.parse(payload);
  const tenant: Tenant = { environmentId };
  const state = await withTenant(tenant, async (tx) => (await getEnvironment(tx)).record_encryption);
  if (state === 'on' || state === 'off') return;
  const isSealing = state === 'sealing';
  const streams = await withTenant(tenant, (tx) =>
    tx
      .selectFrom('sync')
      .select(['stream', 'records'])
      .where('environment_id', '=', environmentId)
      .orderBy('stream')
      .execute(),
  );
  let done = 0;
  for (const { stream, records } of streams) {
    const onProgress = (passed: number) => saveProgress(tenant, done + Math.min(passed, records));
    await onProgress(0);
    // A record whose key changes while its stream is gone through may be passed over: once more, until nothing is found.
    for (let turned = 1, pass = 0; turned > 0; pass += 1)
      turned = await turnStream(tenant, { stream, isSealing, signal, ...(pass === 0 && { onProgress }) });
    done += records;
  }
  await withTenant(tenant, (tx) =>
    tx
      .updateTable('environment')
      .set({ record_encryption: isSealing ? 'on' : 'off' })
      .where('id', '=', environmentId)
      .where('record_encryption', '=', state)
      .execute(),
  );
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
  isSealing: boolean;
  signal: AbortSignal | undefined;
  /** Told now and then how many records were gone through. */
  onProgress?: (passed: number) => Promise<void>;
}

async function turnStream(tenant: Tenant, { stream, isSealing, signal, onProgress }: Pass): Promise<number> {
  let turned = 0;
  let batches = 0;
  for (const place of kept) {
    let after: string | number | undefined = place.key === 'slot' ? -1 : '';
    while (after !== undefined) {
      if (signal?.aborted) throw new Error('The worker stops; another one goes on.');
      const from: string | number = after;
      const done: Turned = await withTenant(tenant, (tx) => turnBatch(tx, { stream, place, isSealing, after: from }));
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
  isSealing: boolean;
  after: string | number;
}

interface Turned {
  turned: number;
  last: string | number | undefined;
}

async function turnBatch(tx: TenantTx, { stream, place, isSealing, after }: Turn): Promise<Turned> {
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
     where environment = ${thisEnvironment} and stream = ${stream} and ${key} > ${after}
     order by ${key} limit ${batch}`.execute(tx);
  const sealer = await sealerOfStream(tx, stream);
  const turned = rows.flatMap(({ place: at, slot, text }) => {
    const opened = sealer.open(slot, text, place.as);
    if ((opened === text) !== isSealing) return [];
    return [{ at, text: isSealing ? sealer.seal(slot, text, place.as) : opened }];
  });
  if (turned.length > 0)
    await sql`
      update ${sql.table(place.table)} t set ${column} = u.text
        from unnest(${turned.map(({ at }) => at)}::tid[], ${turned.map(({ text }) => text)}::text[]) as u(place, text)
       where t.ctid = u.place`.execute(tx);
  return { turned: turned.length, last: rows.length < batch ? undefined : rows.at(-1)?.key };
}
