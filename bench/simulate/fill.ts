import type { Client } from 'pg';
import type { SeededSync } from '#server/syncs/test-sync.ts';

export interface Shape {
  connections: number;
  /** Of one customer. */
  connectionsEach: number;
  /** Of one connection. */
  syncs: number;
  /** Of one sync, with a page each. */
  runs: number;
}

const id = (prefix: string, n: string) => `'${prefix}_' || lpad((${n})::text, 20, '0')`;

/**
 * Copies the rows of one connected account until there are as many as asked for: real rows, with everything that a
 * connection has but its records.
 */
export async function fill(owner: Client, seeded: SeededSync, shape: Shape): Promise<void> {
  const { connections, connectionsEach, syncs, runs } = shape;
  const customer = id('cus', `n / ${connectionsEach}`);
  const connection = id('con', 'n');
  const sync = `(${id('syn', `n * ${syncs} + s`)})`;
  const all = `generate_series(1, ${connections}) n`;
  const allSyncs = `${all} cross join generate_series(0, ${syncs - 1}) s`;
  const copy = (table: string, from: string, changes: Record<string, string>, where = 'true') => {
    const pairs = Object.entries(changes).map(([column, value]) => `'${column}', ${value}`);
    return owner.query(
      `insert into ${table} select r.* from (select t from ${table} t where ${where} limit 1) o(t)
         cross join ${from} cross join lateral jsonb_populate_record(o.t, jsonb_build_object(${pairs.join(', ')})) r`,
    );
  };
  // The rows are copies of one that is right: they need not be checked one by one.
  await owner.query('set session_replication_role = replica');
  await owner.query(
    "delete from run_step; delete from run; update sync_schedule set wake_at = 'infinity', state = 'waiting', run_id = null",
  );
  await copy('integration', `generate_series(1, ${connectionsEach - 1}) n`, { id: id('int', 'n'), slug: `'i' || n` });
  await copy('integration_version', `generate_series(1, ${connectionsEach - 1}) n`, { integration_id: id('int', 'n') });
  const customers = `generate_series(0, ${Math.floor(connections / connectionsEach)}) n`;
  await copy('customer', customers, { id: id('cus', 'n'), external_id: `'customer-' || n` });
  const of = { customer_id: customer, installation_id: id('ins', 'n') };
  const integration = `case n % ${connectionsEach} when 0 then '${await firstIntegration(owner)}' else ${id('int', `n % ${connectionsEach}`)} end`;
  await copy('installation', all, { id: id('ins', 'n'), customer_id: customer, integration_id: integration });
  await copy('connection', all, { ...of, id: connection });
  await copy('credential', all, { connection_id: connection, customer_id: customer });
  const ofSync = {
    ...of,
    id: sync,
    connection_id: connection,
    object: `'entry' || s`,
    stream: `nextval('stream_number')`,
  };
  await copy('sync', allSyncs, ofSync);
  const planned = { customer_id: customer, connection_id: connection, sync_id: sync, run_id: 'null' };
  const hour = `now() + interval '10 minutes' + interval '1 hour' * random()`;
  await copy('sync_schedule', allSyncs, { ...planned, wake_at: hour, state: `'waiting'` });
  await fillRuns(owner, seeded, { allSyncs, customer, connection, sync, syncs, runs });
  await owner.query('set session_replication_role = origin');
  await owner.query('vacuum analyze');
}

async function firstIntegration(owner: Client): Promise<string> {
  const { rows } = await owner.query<{ id: string }>('select integration_id as id from installation limit 1');
  return rows[0]?.id ?? '';
}

interface Runs {
  allSyncs: string;
  customer: string;
  connection: string;
  sync: string;
  syncs: number;
  runs: number;
}

async function fillRuns(owner: Client, { environmentId }: SeededSync, input: Runs): Promise<void> {
  const { allSyncs, customer, connection, sync, syncs, runs } = input;
  const run = id('run', `(n * ${syncs} + s) * ${runs} + r`);
  const history = `${allSyncs} cross join generate_series(0, ${runs - 1}) r`;
  await owner.query(
    `insert into run (environment_id, id, customer_id, kind, sync_id, connection_id, trigger, status, attempt, queued_at,
                      started_at, finished_at, steps, calls, seen, unchanged)
     select '${environmentId}', ${run}, ${customer}, 'sync', ${sync}, ${connection}, 'schedule', 'succeeded', 1,
            now() - interval '1 hour' * r, now(), now(), 1, 1, 100, 100 from ${history}`,
  );
  const call = `'[{"host": "api.app.example", "path": "/v3/objects/contacts", "method": "GET", "status": 200, "attempt": 1, "bytesIn": 48213, "bytesOut": 0, "durationMs": 184}]'`;
  await owner.query(
    `insert into run_step (environment_id, run_id, number, customer_id, attempt, kind, started_at, fetch_ms, store_ms, calls,
                           seen, added, updated, unchanged, deleted, failed, stream, first_seq, last_seq)
     select '${environmentId}', ${run}, 1, ${customer}, 1, 'page', now(), 184, 12, ${call},
            100, 0, 0, 100, 0, 0, n * ${syncs} + s, 1, 1 from ${history}`,
  );
}
