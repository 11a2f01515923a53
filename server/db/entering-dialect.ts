import { AsyncLocalStorage } from 'node:async_hooks';
import type { PostgresDialectConfig } from 'kysely';
import { CompiledQuery, PostgresDialect, PostgresDriver, type TransactionSettings } from 'kysely';

/** What the transaction that is about to begin says first. */
const entering = new AsyncLocalStorage<string | undefined>();

/**
 * Runs `begin`, which begins one transaction, so that the transaction says `settings` in the same breath: one wait for the
 * database less in everything that Portico does. What is within the transaction (`inside`) knows nothing of it.
 */
export const enterWith = <T>(settings: string, begin: () => Promise<T>): Promise<T> => entering.run(settings, begin);
export const inside = <T>(act: () => Promise<T>): Promise<T> => entering.run(undefined, act);

type PostgresConnection = Parameters<PostgresDriver['rollbackTransaction']>[0];

class EnteringDriver extends PostgresDriver {
  override async beginTransaction(connection: PostgresConnection, settings: TransactionSettings): Promise<void> {
    const first = entering.getStore();
    if (first === undefined) return super.beginTransaction(connection, settings);
    try {
      await connection.executeQuery(CompiledQuery.raw(`begin; ${first}`));
    } catch (error) {
      // Perhaps it has begun: then nobody else would end it.
      await this.rollbackTransaction(connection).catch(() => undefined);
      throw error;
    }
  }
}

/** PostgreSQL, with transactions that may begin by saying whose they are. */
export class EnteringDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new EnteringDriver(this.#config);
  }
}
