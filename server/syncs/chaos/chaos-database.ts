import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase } from '#server/db/create-database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { resetEnv } from '#server/env.ts';

const name = 'portico';

/** A durable PostgreSQL of its own, in a folder that goes away with it. */
export class ChaosDatabase {
  readonly #folder = mkdtempSync(join(tmpdir(), 'portico-chaos-'));
  readonly #password = randomBytes(12).toString('hex');
  #server: EmbeddedPostgres | undefined;
  #owner: pg.Pool | undefined;
  #port: number | undefined;

  /** Makes it, migrates it, and points this process and its children at it. */
  async open(): Promise<void> {
    const server = await this.#start();
    await createDatabase(server.url, name);
    Object.assign(process.env, {
      DATABASE_URL: server.adminUrl(name),
      PORTICO_KEY: randomBytes(32).toString('base64'),
    });
    resetEnv();
    await migrate({ ownerUrl: server.adminUrl(name) });
  }

  /** As the owner of the tables, past every policy: for what must be seen from outside. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    if (!this.#owner) throw new Error('The database is stopped.');
    return (await this.#owner.query<Row>(text, values)).rows;
  }

  /** Fast: every open transaction is rolled back, every connection cut. */
  async stop(): Promise<void> {
    const owner = this.#owner;
    this.#owner = undefined;
    await owner?.end();
    const server = this.#server;
    this.#server = undefined;
    await server?.stop();
  }

  /** On the same port, as after an update of the database's machine. */
  async restart(): Promise<void> {
    await this.#start();
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  async #start(): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir: this.#folder, password: this.#password, port: this.#port });
    this.#server = server;
    this.#port = server.port;
    this.#owner = new pg.Pool({ connectionString: server.adminUrl(name), max: 3 });
    this.#owner.on('error', () => undefined);
    return server;
  }
}
