import type { Client } from 'pg';
import { controlDb } from '#server/db/tenant.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import type { EnvironmentId } from '#server/ids.ts';

interface Schedules {
  count: number;
  /** How many syncs a customer has. */
  each: number;
  /** When they are due, as an SQL expression; `n` counts them. */
  wakeAt: string;
  /** Of the customers' ids. */
  prefix?: string;
  state?: 'waiting' | 'ready';
}

export async function seedEnvironment(): Promise<EnvironmentId> {
  return (await createVendor(controlDb(), { name: 'Bench' })).environmentId;
}

/** Rows of the dispatcher's table: it deals from this one alone. Two syncs share a connection. */
export async function seedSchedules(owner: Client, environmentId: EnvironmentId, input: Schedules): Promise<void> {
  const { count, each, wakeAt, prefix = 'c', state = 'waiting' } = input;
  await owner.query(
    `insert into sync_schedule (sync_id, environment_id, customer_id, connection_id, run_id, wake_at, state)
     select 'syn_' || md5($2 || n), $1, 'cus_' || md5($2 || n / $4::integer), 'con_' || md5($2 || n / 2), null, ${wakeAt}, $5
       from generate_series(0, $3::integer - 1) n`,
    [environmentId, prefix, count, each, state],
  );
}

export async function emptySchedules(owner: Client): Promise<void> {
  await owner.query("truncate sync_schedule; delete from pgboss.job where name = 'sync'");
  await owner.query('vacuum analyze sync_schedule');
  await owner.query('vacuum pgboss.job');
}
