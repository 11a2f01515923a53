import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { createDatabase, dropDatabase } from '#server/db/create-database.ts';
import { resetEnv } from '#server/env.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const reader = { user: `reader_${randomBytes(4).toString('hex')}`, password: 'sees-only' };

/** A customer's database on the test server, with a user that may only read. */
export function customerDatabase() {
  const serverUrl = inject('testServerUrl');
  const { hostname, port, username, password } = new URL(serverUrl);
  const name = `customer_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const owner = new pg.Pool({ connectionString: url.href, max: 3 });
  owner.on('error', () => undefined);
  const logIn = { host: hostname, port: Number(port), database: name, ...reader, tls: 'off' };
  const admin = { ...logIn, user: decodeURIComponent(username), password: decodeURIComponent(password) };

  beforeAll(async () => {
    process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
    resetEnv();
    await createDatabase(serverUrl, name);
    await owner.query(
      `create role ${reader.user} login password '${reader.password}'; grant pg_read_all_data to ${reader.user}`,
    );
  });
  afterAll(async () => {
    await owner.query(`drop owned by ${reader.user}; drop role ${reader.user}`);
    await owner.end();
    await dropDatabase(serverUrl, name);
  });

  return {
    logIn,
    admin,
    owner,
    /** What a failed test left open would block the next one for ever. */
    endOpenTransactions: () =>
      owner.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and state = 'idle in transaction'",
        [name],
      ),
    async connect(
      fields: Record<string, unknown> = logIn,
      settings: Record<string, unknown> = {},
      signal?: AbortSignal,
    ) {
      const connector = await loadTestConnector('postgres');
      return Object.assign(createTestContext({ connector, credential: { kind: 'fields', fields }, settings, signal }), {
        connector: connector.connector,
      });
    },
  };
}
