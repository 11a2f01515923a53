import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { enqueue } from '#server/jobs/boss.ts';
import { createEndpoint } from '#server/webhooks/create-endpoint.ts';
import { tell } from '#server/webhooks/tell.ts';
import { rotateDataKey } from './rotate-data-key.ts';
import { open } from './seal.ts';
import { sealedColumns } from './sealed-columns.ts';
import { readSecrets, type Secrets, seedSecrets } from './test-secrets.ts';

const database = testDatabase();
const isFull = process.env.FIGURES === 'full';
const seeded = 1000;
const rotated = isFull ? 100_000 : 2_000;
let environmentId: EnvironmentId;
let secrets: Secrets;
const shownOnce: string[] = [];

beforeAll(async () => {
  ({ environmentId } = await createVendor(controlDb(), { name: 'Acme' }));
  secrets = await seedSecrets({ environmentId }, seeded);
  await withTenant({ environmentId }, async (tx) => {
    shownOnce.push((await createApiKey(tx, { name: 'key' })).secret);
    const endpoint = await createEndpoint(tx, { url: 'https://acme.example/hook', events: [] });
    shownOnce.push(endpoint.secret, endpoint.secret.replace('whsec_', ''));
    const clientSecret = 'the secret of an OAuth app 7f0a';
    await saveOauthApp(tx, { connector: 'tidewater', clientId: 'acme', clientSecret });
    shownOnce.push(clientSecret);
    await enqueue(tx, 'check', { connectionIds: [] });
    await tell(tx, {
      type: 'connection.removed',
      data: { connectionId: 'con_1' as never, customerId: 'cus_1' as never, connector: 'tidewater' },
    });
  });
});

/** Every row of every table of every schema of ours, as text; bytes are in hex. */
async function dump(): Promise<{ text: string; tables: number; rows: number }> {
  const tables = await database.sql<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')",
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.sql<{ text: string }>(`select t::text as text from ${name} t`);
    for (const { text } of rows) parts.push(text);
  }
  return { text: parts.join('\n'), tables: tables.length, rows: parts.length };
}

test('a dump of database and queue without the key holds none of the secrets', async () => {
  const { text, tables, rows } = await dump();
  const wanted = [...secrets.values(), ...shownOnce];
  const found = wanted.filter((secret) => {
    const bytes = Buffer.from(secret);
    return [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')].some((form) =>
      text.includes(form),
    );
  });
  process.stdout.write(
    `at rest: ${found.length} of ${wanted.length} secrets in a dump of ${rows} rows in ${tables} tables (plain, hex, base64)\n`,
  );
  expect(secrets.size).toBeGreaterThanOrEqual(seeded);
  expect(text).toContain('connection.removed');
  expect(found).toEqual([]);
});

test('a sealed value in the place of another one does not open', async () => {
  let [tried, refused] = [0, 0];
  for (const { table, column, row, kept } of sealedColumns) {
    const bytes = kept === 'bytes' ? sql.ref(column) : sql`decode(${sql.ref(column)}, 'base64')`;
    await withTenant({ environmentId }, async (tx) => {
      const { rows } = await sql<{ row: string; sealed: Buffer }>`
        select ${sql.ref(row)} as row, ${bytes} as sealed from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(
        tx,
      );
      for (const [index, one] of rows.entries()) {
        const other = rows[(index + 1) % rows.length];
        if (!other || other.row === one.row) continue;
        tried += 1;
        await open(tx, { table, row: one.row, column }, other.sealed).catch(() => {
          refused += 1;
        });
      }
    });
  }
  process.stdout.write(`at rest: ${refused} of ${tried} swapped rows refused\n`);
  expect(tried).toBeGreaterThanOrEqual(seeded);
  expect(refused).toBe(tried);
});

test(
  'a change of data keys under load fails nobody who reads',
  async () => {
    const { environmentId: loaded } = await createVendor(controlDb(), { name: 'Loaded' });
    const expected = await seedSecrets({ environmentId: loaded }, rotated);
    let [reads, failed, isOver] = [0, 0, false];
    const slowest: number[] = [];
    const read = async () => {
      while (!isOver) {
        const column = sealedColumns[Math.floor(Math.random() * sealedColumns.length)];
        if (!column) continue;
        const { table, row, kept } = column;
        const bytes = kept === 'bytes' ? sql.ref(column.column) : sql`decode(${sql.ref(column.column)}, 'base64')`;
        const began = performance.now();
        try {
          await withTenant({ environmentId: loaded }, async (tx) => {
            const { rows } = await sql<{ row: string; sealed: Buffer }>`
              select ${sql.ref(row)} as row, ${bytes} as sealed from ${sql.table(table)}
               where environment_id = ${loaded} and ${sql.ref(column.column)} is not null offset ${Math.floor((Math.random() * rotated) / 8)} limit 1`.execute(
              tx,
            );
            const [one] = rows;
            if (!one) return;
            // As slow as somebody who reads first and opens later.
            await sleep(Math.random() * 5);
            const text = await open(tx, { table, row: one.row, column: column.column }, one.sealed);
            if (text !== expected.get(`${table}.${column.column} ${one.row}`)) throw new Error('Another text.');
            reads += 1;
          });
        } catch {
          failed += 1;
        }
        slowest.push(performance.now() - began);
      }
    };
    const readers = Array.from({ length: 4 }, read);
    const began = performance.now();
    const { resealed, retired } = await rotateDataKey({ environmentId: loaded });
    const seconds = (performance.now() - began) / 1000;
    isOver = true;
    await Promise.all(readers);
    const p99 = slowest.sort((a, b) => a - b)[Math.floor(slowest.length * 0.99)] ?? Number.NaN;
    process.stdout.write(
      `at rest: ${resealed} secrets sealed anew in ${seconds.toFixed(1)} s, ${failed} of ${reads + failed} reads failed meanwhile (p99 ${p99.toFixed(0)} ms)\n`,
    );
    expect({ resealed, retired, failed }).toEqual({ resealed: expected.size, retired: 1, failed: 0 });
    expect(reads).toBeGreaterThan(50);
    expect(await readSecrets({ environmentId: loaded })).toEqual(expected);
  },
  isFull ? 600_000 : 60_000,
);
