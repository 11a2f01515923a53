import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { loginRole } from './app-role.ts';
import { migrate } from './migrate.ts';
import { testDatabase } from './test-database.ts';

const database = testDatabase();
const folder = join(import.meta.dirname, '../../migrations');
/** What the first version with records in it had. */
const first = ['foundation', 'key-rotation', 'own-connectors', 'shared-budgets', 'ways-in'].map(
  (name) => `2026-11-21-${name}.ts`,
);

const rows = `
  insert into vendor (id, name) values ('v', 'Acme');
  insert into environment (id, vendor_id, name, kind) values ('e1', 'v', 'One', 'production'), ('e2', 'v', 'Two', 'production');
  insert into customer (environment_id, id, external_id, name) values ('e1', 'c', 'globex', 'Globex'), ('e2', 'c', 'globex', 'Globex');
  insert into integration (environment_id, id, slug, connector, name, description, category, status, definition)
    select e, 'i', 'i', 'none', 'None', '', 'Other', 'draft', '{"does": [], "syncs": [{"object": "contact", "everySeconds": 900}]}' from unnest(array['e1', 'e2']) e;
  insert into installation (environment_id, id, customer_id, integration_id, integration_version, status)
    select e, 'n', 'c', 'i', 1, 'active' from unnest(array['e1', 'e2']) e;
  insert into connection (environment_id, id, customer_id, installation_id, connector, status)
    select e, 'o', 'c', 'n', 'none', 'active' from unnest(array['e1', 'e2']) e;
  insert into sync (environment_id, id, customer_id, installation_id, connection_id, object, model, label, mode, every_seconds, status, stream, last_seq, records)
    values ('e1', 's1', 'c', 'n', 'o', 'contact', 'contact', 'contacts', 'incremental', 900, 'active', 11, 2, 1),
           ('e2', 's2', 'c', 'n', 'o', 'contact', 'contact', 'contacts', 'full', 60, 'active', 12, 1, 1);
  insert into sync_schedule (sync_id, environment_id, customer_id, wake_at) values ('s1', 'e1', 'c', now()), ('s2', 'e2', 'c', now());
  insert into record (environment_id, stream, external_id, customer_id, seq, slot, hash, action, data, run_id, changed_at)
    values ('e1', 11, 'a', 'c', 1, 0, gen_random_uuid(), 'added', '{"n":1}', 'r1', now()),
           ('e1', 11, 'b', 'c', 2, 1, gen_random_uuid(), 'deleted', '{}', 'r1', now()),
           ('e2', 12, 'a', 'c', 1, 0, gen_random_uuid(), 'updated', '{"n":2}', 'r2', now());
  insert into record_seen (environment_id, stream, customer_id, chunk, bits) values ('e1', 11, 'c', 0, '\\x03');
  insert into run (environment_id, id, customer_id, kind, sync_id, connection_id, trigger, status, finished_at)
    values ('e1', 'r1', 'c', 'sync', 's1', 'o', 'schedule', 'succeeded', now()), ('e2', 'r2', 'c', 'sync', 's2', 'o', 'first', 'failed', now());
  insert into failure (environment_id, id, customer_id, sync_id, run_id, external_id, class, field, message, remedy, input)
    values ('e1', 'f', 'c', 's1', 'r1', 'x', 'mapping', 'name', 'The field name: wrong.', 'Correct it.', '{}');`;

test('a database of the first version is brought up to date by an owner who is no superuser, and keeps its rows', async () => {
  const name = `upgrade_${process.pid}`;
  // Inside the project, so that a migration finds kysely.
  const landed = join(import.meta.dirname, `../../.portico-test-${process.pid}-first`);
  mkdirSync(landed, { recursive: true });
  for (const file of first) cpSync(join(folder, file), join(landed, file));
  await database.sql(`create role ${name} login createrole password 'owner'`);
  await database.sql(`create database ${name} owner ${name}`);
  const url = new URL(database.ownerUrl());
  url.pathname = `/${name}`;
  const superuser = new Client({ connectionString: url.toString() });
  Object.assign(url, { username: name, password: 'owner' });
  try {
    for (const role of ['portico_app', loginRole().name])
      await database.sql(`grant ${role} to ${name} with admin option`);
    await migrate({ ownerUrl: url.toString(), folder: landed });
    await superuser.connect();
    await superuser.query(rows);
    await migrate({ ownerUrl: url.toString() });
    const all = async (query: string) => (await superuser.query(query)).rows;
    expect(
      await all(
        `select e.id as environment, r.stream::integer, r.external_id, r.seq::integer, r.slot, r.action, r.data
           from record r join environment e on e.number = r.environment order by r.stream, r.seq`,
      ),
    ).toEqual([
      { environment: 'e1', stream: 11, external_id: 'a', seq: 1, slot: 0, action: 'added', data: '{"n":1}' },
      { environment: 'e1', stream: 11, external_id: 'b', seq: 2, slot: 1, action: 'deleted', data: '{}' },
      { environment: 'e2', stream: 12, external_id: 'a', seq: 1, slot: 0, action: 'updated', data: '{"n":2}' },
    ]);
    expect(
      await all(
        `select stream::integer, encode(substring(bit_send(bits) from 5 for 2), 'hex') as bits from record_seen`,
      ),
    ).toEqual([{ stream: 11, bits: '0300' }]);
    expect(await all('select id, schedule, failing_since is not null as failing from sync order by id')).toEqual([
      { id: 's1', schedule: { kind: 'every', seconds: 900 }, failing: false },
      { id: 's2', schedule: { kind: 'every', seconds: 60 }, failing: true },
    ]);
    expect(
      await all(
        `select v.definition -> 'syncs' as syncs, v.version, v.change, i.draft = v.definition as drafted, i.live_version
           from integration i join integration_version v using (environment_id) where environment_id = 'e1'`,
      ),
    ).toEqual([
      {
        syncs: [{ object: 'contact', schedule: { kind: 'every', seconds: 900 } }],
        ...{ version: 1, change: 'first', drafted: true, live_version: 1 },
      },
    ]);
    expect(await all(`select cause <> '' as grouped from failure`)).toEqual([{ grouped: true }]);
    expect(await all('select sync_id, connection_id, state from sync_schedule order by 1')).toEqual([
      { sync_id: 's1', connection_id: 'o', state: 'waiting' },
      { sync_id: 's2', connection_id: 'o', state: 'waiting' },
    ]);
  } finally {
    await superuser.end();
    await database.sql(`drop database ${name} with (force)`);
    await database.sql(`drop role ${name}`);
    rmSync(landed, { recursive: true });
  }
});
