import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type CustomerId, newId, type RunId, type SyncId } from '#server/ids.ts';
import { sealRows } from '#server/keys/payloads.ts';
import { causeOf } from './cause-of.ts';

/** One record that could not be stored, and why. */
export interface RecordFailure {
  externalId: string;
  class: string;
  /** What the mapping, the connector or the app calls it. */
  code?: string | undefined;
  field: string | null;
  message: string;
  remedy: string;
  /** The record as the app sent it, JSON text. */
  input: string;
}

interface Where {
  syncId: SyncId;
  customerId: CustomerId;
  runId: RunId;
  now: Date;
}

/** Opens a failure per record, or moves the open one of that record on. */
export async function openFailures(tx: TenantTx, where: Where, failures: readonly RecordFailure[]): Promise<void> {
  // One row per record: a page may hold a bad record twice, and one statement may not touch a row twice.
  const byKey = new Map(failures.map((failure) => [failure.externalId, failure]));
  if (byKey.size === 0) return;
  const rows = await sealRows(
    tx,
    'failure',
    [...byKey.values()].map((failure) => ({
      environment_id: tx.tenant.environmentId,
      id: newId('failure'),
      customer_id: where.customerId,
      sync_id: where.syncId,
      run_id: where.runId,
      external_id: failure.externalId,
      class: failure.class,
      code: failure.code ?? null,
      cause: causeOf(failure),
      field: failure.field,
      // As it begins, a sealed one begins.
      message: failure.message.replace(/^~/, ' ~'),
      remedy: failure.remedy,
      input: failure.input,
      first_seen_at: where.now,
      last_seen_at: where.now,
    })),
  );
  await tx
    .insertInto('failure')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'sync_id', 'external_id'])
        .where('closed_at', 'is', null)
        .doUpdateSet((excluded) => ({
          run_id: excluded.ref('excluded.run_id'),
          class: excluded.ref('excluded.class'),
          code: excluded.ref('excluded.code'),
          cause: excluded.ref('excluded.cause'),
          field: excluded.ref('excluded.field'),
          message: excluded.ref('excluded.message'),
          remedy: excluded.ref('excluded.remedy'),
          input: excluded.ref('excluded.input'),
          last_seen_at: excluded.ref('excluded.last_seen_at'),
          // Somebody chose to ignore this cause; another one is news.
          ignored_at: sql`case when failure.cause = ${excluded.ref('excluded.cause')} then failure.ignored_at end`,
        })),
    )
    .execute();
}

/** A later success of the same record closes its failure by itself. */
export async function closeFailures(
  tx: TenantTx,
  syncId: SyncId,
  externalIds: readonly string[],
  now: Date,
): Promise<void> {
  if (externalIds.length === 0) return;
  await tx
    .updateTable('failure')
    .set({ closed_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('closed_at', 'is', null)
    .where(sql<boolean>`external_id = any(${textArray(externalIds)}::text[])`)
    .execute();
}
