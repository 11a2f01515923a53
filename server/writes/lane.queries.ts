import { sql } from 'kysely';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, CustomerId } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import type { WriteLaneRow } from './write-lane.table.ts';

/** Where writes go: one object of one connection. */
export interface LaneName {
  connectionId: ConnectionId;
  object: string;
}

/** Longer than one call to the app can take. */
export const leaseSeconds = 180;

/** This attempt is over: the lease ended, and another process writes here. Nothing may be noted any more. */
export class LaneLost extends Error {
  constructor() {
    super('Another process has taken these writes over.');
    this.name = 'LaneLost';
  }
}

const laneRow = (tx: TenantTx, { connectionId, object }: LaneName) =>
  tx
    .selectFrom('write_lane')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object);

const laneUpdate = (tx: TenantTx, { connectionId, object }: LaneName) =>
  tx
    .updateTable('write_lane')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object);

/** Sees to it that there is a lane, and that somebody looks at it. */
export async function openLane(
  tx: TenantTx,
  lane: LaneName & { customerId: CustomerId },
  urgent: boolean,
): Promise<void> {
  const { connectionId, object, customerId } = lane;
  await tx
    .insertInto('write_lane')
    .values({
      environment_id: tx.tenant.environmentId,
      connection_id: connectionId,
      object,
      customer_id: customerId,
      lease_until: null,
      wake_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await enqueueLane(tx, lane, undefined, urgent);
}

async function enqueueLane(tx: TenantTx, { connectionId, object }: LaneName, at?: Date, urgent = false): Promise<void> {
  const name = `${connectionId} ${object}`;
  await enqueue(
    tx,
    'write',
    { connectionId, object },
    {
      priority: urgent ? priority.interactive : priority.webhook,
      // A job that waits for its time must not keep one from coming that is to begin at once.
      singletonKey: at === undefined ? name : `${name} ${at.toISOString()}`,
      ...(at && { startAfter: at }),
    },
  );
}

/** Makes this process the one that writes here; undefined where another one does, or it is too early. Somebody then comes again. */
export async function claimLane(tx: TenantTx, lane: LaneName, now: Date): Promise<WriteLaneRow | undefined> {
  const known = await laneRow(tx, lane).forUpdate().executeTakeFirst();
  if (known === undefined) return undefined;
  const from = Math.max(known.lease_until?.getTime() ?? 0, known.wake_at?.getTime() ?? 0);
  if (from > now.getTime()) {
    await enqueueLane(tx, lane, new Date(from));
    return undefined;
  }
  return laneUpdate(tx, lane)
    .set({ attempt: sql`attempt + 1`, lease_until: secondsAfter(now, leaseSeconds), wake_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Locks the lane for a change of its items. Given an attempt, only while it is the present one, whose lease then begins anew. */
export async function lockLane(tx: TenantTx, lane: LaneName, held?: { attempt: number; now: Date }): Promise<void> {
  const known = await laneRow(tx, lane).forUpdate().executeTakeFirst();
  if (held === undefined) return;
  if (known?.attempt !== held.attempt || known.lease_until === null) throw new LaneLost();
  await laneUpdate(tx, lane)
    .set({ lease_until: secondsAfter(held.now, leaseSeconds) })
    .execute();
}

/** The app answered: what was wrong with it is over. */
export async function markWell(tx: TenantTx, lane: LaneName): Promise<void> {
  await laneUpdate(tx, lane).set({ retries: 0 }).where('retries', '>', 0).execute();
}

const waitsSeconds = [5, 30, 120, 300, 900];
const longestWaitMs = 3_600_000;

/** When to come again after the n-th failure in a row: with jitter, and as late as the app asks for, up to an hour. */
export function wakeTime(now: Date, retries: number, retryAfterMs: number | undefined): Date {
  if (retryAfterMs !== undefined) return new Date(now.getTime() + Math.min(retryAfterMs, longestWaitMs));
  const seconds = waitsSeconds[Math.min(retries, waitsSeconds.length - 1)] ?? 900;
  return secondsAfter(now, seconds * (0.5 + Math.random() / 2));
}

/** Lets go of the lane. With `sleep` nobody writes here before that time; `again` asks only for somebody to look then. */
export async function releaseLane(
  tx: TenantTx,
  lane: LaneName,
  { sleep, again }: { sleep?: Date | undefined; again?: Date | undefined } = {},
): Promise<void> {
  await laneUpdate(tx, lane)
    .set({ lease_until: null, wake_at: sleep ?? null, ...(sleep && { retries: sql<number>`retries + 1` }) })
    .execute();
  const at = sleep ?? again;
  if (at !== undefined) await enqueueLane(tx, lane, at);
}

/** For a process that has to end here: another one may go on, at once or at that time. */
export async function handLaneBack(tx: TenantTx, lane: LaneName, attempt: number, at?: Date): Promise<void> {
  const { numUpdatedRows } = await laneUpdate(tx, lane)
    .set({ lease_until: null, wake_at: at ?? null, ...(at && { retries: sql<number>`retries + 1` }) })
    .where('attempt', '=', attempt)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await enqueueLane(tx, lane, at);
}
