import { type RawBuilder, sql } from 'kysely';
import { tidArray } from '#server/db/binary-array.ts';
import type { ControlDb } from '#server/db/tenant.ts';
import type { ConnectionId, CustomerId, EnvironmentId, RunId, SyncId } from '#server/ids.ts';
import type { BusyCount, Claimant } from './occupancy.ts';

/** A sync that is due, or whose run is. */
export interface DueSync extends Claimant {
  /** Where its row is: it stays there as long as this transaction has it locked and does not write it. */
  place: string;
  runId: RunId | null;
  state: 'waiting' | 'ready' | 'busy';
  priority: number;
}

/** What there is to do, in one cheap question: every worker asks it every second. */
export async function lookAtSchedule(db: ControlDb): Promise<{ wakeAt: Date | null; someReady: boolean }> {
  const { rows } = await sql<{ wakeAt: Date | null; someReady: boolean }>`
    select (select wake_at from sync_schedule where state <> 'ready' order by wake_at limit 1) as "wakeAt",
           (select priority from sync_schedule where state = 'ready' order by priority limit 1) is not null as "someReady"`.execute(
    db,
  );
  return rows[0] ?? { wakeAt: null, someReady: false };
}

const dispatcherLock = 7_041_220;

/**
 * Makes this transaction the one that deals slots out: the limits hold because nobody else does at the same time. One
 * whose process freezes within it loses it again after five seconds. Its commit need not wait for the disk: if it is
 * lost, what it dealt is due again, and whatever a worker has begun since was written after it.
 */
export async function becomeDispatcher(db: ControlDb): Promise<boolean> {
  // The plans are known: a table that was filled a moment ago has no statistics that would tell.
  const { rows } = await sql<{ is: boolean }>`
    select pg_try_advisory_xact_lock(${dispatcherLock}) as "is", set_config('enable_seqscan', 'off', true),
           set_config('enable_bitmapscan', 'off', true), set_config('jit', 'off', true), set_config('synchronous_commit', 'off', true),
           set_config('idle_in_transaction_session_timeout', '5000', true)`.execute(db);
  return rows[0]?.is ?? false;
}

const claimant = sql`s.ctid::text as place, s.environment_id, s.customer_id as "customerId", s.connection_id as "connectionId",
  s.run_id as "runId", s.state, s.priority`;
const claimed = sql`s.place, s."customerId", s."connectionId", s."runId", s.state, s.priority`;
const limits = sql`e.customer_runs as "customerRuns", e.connection_runs as "connectionRuns"`;

/** Locks what has become due, and the runs whose workers are silent. */
export async function lockDue(db: ControlDb, now: Date, most: number): Promise<DueSync[]> {
  const { rows } = await sql<DueSync>`
    select ${claimed}, ${limits} from (
      select ${claimant} from sync_schedule s
       where s.state <> 'ready' and s.wake_at <= ${now} order by s.wake_at limit ${most} for update skip locked) s
    join environment e on e.id = s.environment_id`.execute(db);
  return rows;
}

interface Turn {
  priority: number;
  slots: number;
  /** The customer that was served last; the next ones come first. */
  after: string;
  until?: string;
  fullCustomers: readonly CustomerId[];
  fullConnections: readonly ConnectionId[];
}

/**
 * Locks what is ready, for as many customers as there are slots, from `after` on: it goes from customer to customer by the
 * index, so that whoever has a hundred thousand waiting costs as little as whoever has one.
 */
export async function lockReady(db: ControlDb, turn: Turn): Promise<DueSync[]> {
  const { priority, slots, after, fullCustomers, fullConnections } = turn;
  const ready = sql`state = 'ready' and priority = ${priority}`;
  const until = turn.until === undefined ? sql`true` : sql`customer_id <= ${turn.until}`;
  const counts = (customer: RawBuilder<unknown>) =>
    sql`case when ${customer} = any(${fullCustomers}::text[]) then 0 else 1 end`;
  const { rows } = await sql<DueSync>`
    with recursive walk (customer_id, found) as (
      (select customer_id, ${counts(sql`customer_id`)} from sync_schedule
        where ${ready} and customer_id > ${after} and ${until} order by customer_id limit 1)
      union all
      select next.customer_id, walk.found + ${counts(sql`next.customer_id`)}
        from walk cross join lateral (
          select customer_id from sync_schedule
           where ${ready} and customer_id > walk.customer_id and ${until} order by customer_id limit 1) next
       where walk.found < ${slots}
    ), turns as materialized (
      select customer_id from walk where customer_id <> all(${fullCustomers}::text[]))
    select ${claimed}, ${limits}
      from turns cross join lateral (
        select ${claimant} from sync_schedule s
         where ${ready} and s.customer_id = turns.customer_id and s.connection_id <> all(${fullConnections}::text[])
         order by s.wake_at limit (select ceil(${slots}::numeric / count(*)) from turns) for update skip locked) s
      join environment e on e.id = s.environment_id`.execute(db);
  return rows;
}

/** How many slots are taken, and of which of these classes something is ready. */
export async function lookAtSlots(
  db: ControlDb,
  classes: readonly number[],
): Promise<{ busy: number; ready: readonly number[] }> {
  const { rows } = await sql<{ busy: number; ready: number[] }>`
    select (select count(*)::integer from sync_schedule where state = 'busy') as busy,
           array(select c from unnest(${classes}::integer[]) c
                  where exists (select from sync_schedule where state = 'ready' and priority = c)) as ready`.execute(
    db,
  );
  return rows[0] ?? { busy: 0, ready: [] };
}

/** How many slots each connection has, of these customers or of all. */
export async function listBusy(db: ControlDb, customerIds?: readonly CustomerId[]): Promise<BusyCount[]> {
  const ofThem = customerIds ? sql`and customer_id = any(${customerIds}::text[])` : sql``;
  const { rows } = await sql<BusyCount>`
    select b.customer_id as "customerId", b.connection_id as "connectionId", b.count, ${limits}
      from (select environment_id, customer_id, connection_id, count(*)::integer as count
              from sync_schedule where state = 'busy' ${ofThem} group by 1, 2, 3) b
      join environment e on e.id = b.environment_id`.execute(db);
  return rows;
}

/** Of which syncs these are, by their environments. */
export async function listSyncs(db: ControlDb, rows: readonly DueSync[]): Promise<NamedSync[]> {
  const { rows: named } = await sql<NamedSync>`
    select s.ctid::text as place, s.environment_id as "environmentId", s.sync_id as "syncId"
      from sync_schedule s where s.ctid = any(${placesOf(rows)}::tid[])`.execute(db);
  return named;
}

interface NamedSync {
  place: string;
  environmentId: EnvironmentId;
  syncId: SyncId;
}

/** They are due, and wait for their turn. */
export async function markReady(db: ControlDb, rows: readonly DueSync[]): Promise<void> {
  await sql`update sync_schedule set state = 'ready' where ctid = any(${placesOf(rows)}::tid[])`.execute(db);
}

export async function lookAgain(db: ControlDb, rows: readonly DueSync[], at: Date): Promise<void> {
  await sql`update sync_schedule set wake_at = ${at} where ctid = any(${placesOf(rows)}::tid[])`.execute(db);
}

const placesOf = (rows: readonly DueSync[]): Buffer => tidArray(rows.map((row) => row.place));
