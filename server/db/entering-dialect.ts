import type { AsyncLocalStorage } from 'node:async_hooks';
import type { PostgresDialectConfig } from 'kysely';
import { CompiledQuery, PostgresDialect, PostgresDriver, type TransactionSettings } from 'kysely';

/** What the transaction that is about to begin says first. */
export type Entering = AsyncLocalStorage<string | undefined>;

type PostgresConnection = Parameters<PostgresDriver['rollbackTransaction']>[0];

class EnteringDriver extends PostgresDriver {
  readonly #entering: Entering;

  constructor(config: PostgresDialectConfig, entering: Entering) {
    super(config);
    this.#entering = entering;
  }

  override async beginTransaction(connection: PostgresConnection, settings: TransactionSettings): Promise<void> {
    const first = this.#entering.getStore();
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
  readonly #entering: Entering;

  constructor(config: PostgresDialectConfig, entering: Entering) {
    super(config);
    this.#config = config;
    this.#entering = entering;
  }

  override createDriver(): PostgresDriver {
    return new EnteringDriver(this.#config, this.#entering);
  }
}
