import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { bearer } from '#server/runtime/test-context.ts';
import { seedSync } from '#server/syncs/test-sync.ts';
import { api } from '#server/trpc/test-api.ts';
import { type Sandbox, startSandbox } from '../../../e2e/sandbox/sandbox.ts';
import { app, connect, control } from '../../../e2e/sandbox/test-visitor.ts';

const database = testDatabase();
const records = 600;
const kills = 5;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [app], ratePer10s: 100_000 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(() => sandbox.close());

async function batches(): Promise<number> {
  const state = await (await fetch(`${sandbox.origin}/control/api/state`)).json();
  return Number(state.requests['POST /api/v1/contacts/batch'] ?? 0);
}

const counts = () =>
  database.sql<{ state: string; count: number }>('select state, count(*)::integer from write_item group by state');

test('processes that are killed while they write double nothing and lose nothing', async () => {
  const { access_token } = await connect(sandbox);
  const seeded = await seedSync({
    connector: 'tidewater',
    object: 'contact',
    label: 'contacts',
    credential: bearer(access_token),
  });
  await database.sql('update connection set learnt = $1', [JSON.stringify({ origin: sandbox.origin })]);
  const { environmentId, connectionId } = seeded;
  const { secret } = await withTenant({ environmentId }, (tx) => createApiKey(tx, { name: 'test' }));
  await control(sandbox, 'seed', { contacts: 0 });
  // Without an e-mail address nothing but the key of the call keeps a contact from being made twice.
  const items = Array.from({ length: records }, (_, at) => ({ id: `v${at}`, data: { last_name: `Contact ${at}` } }));
  const { status } = await api('POST', '/writes', {
    key: secret,
    body: { connection: connectionId, object: 'contact', items },
  });
  expect(status).toBe(200);
  await control(sandbox, 'faults', { slowMs: 150 });

  let killed = 0;
  for (let attempt = 0; killed < kills; attempt++) {
    if (attempt > 2 * kills) break;
    const order = { payload: { environmentId, connectionId, object: 'contact' }, aheadSeconds: attempt * 600 };
    const child = fork(join(import.meta.dirname, 'writing-process.ts'), [JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit');
    await Promise.race([once(child, 'message'), ended]);
    const before = await batches();
    while (child.exitCode === null && (await batches()) <= before) await sleep(10);
    if (child.exitCode !== null) break;
    // Before the app takes them, while it does, or after: each call takes it 150 ms.
    await sleep(Math.random() * 250);
    child.kill('SIGKILL');
    await ended;
    killed += 1;
  }
  await control(sandbox, 'faults', { slowMs: 0 });
  const order = { payload: { environmentId, connectionId, object: 'contact' }, aheadSeconds: 3600 * 24 };
  const last = fork(join(import.meta.dirname, 'writing-process.ts'), [JSON.stringify(order)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(last, 'exit');

  expect(await counts()).toEqual([{ state: 'written', count: records }]);
  const links = await database.sql<{ key: string }>('select key from link');
  expect(new Set(links.map(({ key }) => key)).size).toBe(records);
  const state = await (await fetch(`${sandbox.origin}/control/api/state`)).json();
  expect(state).toMatchObject({ accounts: { tw_1001: { contacts: records } } });
  expect(killed).toBeGreaterThan(0);
  process.stdout.write(
    `writes: 0 of ${records} records doubled or lost, ${killed} processes killed while they wrote, ${await batches()} calls\n`,
  );
}, 120_000);
