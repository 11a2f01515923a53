import { type Kysely, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { CustomerId, EnvironmentId } from '#server/ids.ts';
import type { Database } from './database.ts';
import { enterWith, inside, rawDb } from './pool.ts';

/** Whose data a transaction may touch: one environment, and one customer of it where an end user is asking. */
export interface Tenant {
  readonly environmentId: EnvironmentId;
  readonly customerId?: CustomerId;
}

declare const branded: unique symbol;

/** A transaction that row level security has narrowed to one tenant. Only `withTenant` makes one. */
export type TenantTx = Transaction<Database> & { readonly tenant: Tenant; readonly [branded]: true };

/** Tables that belong to no tenant: vendors, environments, members, the dispatcher's schedule, and who works. */
type ControlTable = 'vendor' | 'environment' | 'member' | 'member_session' | 'sync_schedule' | 'worker';
export type ControlDb = Kysely<Pick<Database, ControlTable>>;

/**
 * Runs `fn` in one transaction that sees this tenant's rows and no others. Never hold it across a call to an app:
 * load, close, call, open again.
 */
export function withTenant<T>(tenant: Tenant, fn: (tx: TenantTx) => Promise<T>): Promise<T> {
  return enterWith(settingsOf(tenant), () =>
    rawDb()
      .transaction()
      .execute((trx) => inside(() => fn(Object.assign(trx, { tenant }) as TenantTx))),
  );
}

/** Says whose transaction this is. In the text itself, because `begin` and it go out together. */
function settingsOf({ environmentId, customerId }: Tenant): string {
  const [environment, customer] = [pg.escapeLiteral(environmentId), pg.escapeLiteral(customerId ?? '')];
  return `select set_config('portico.environment', ${environment}, true), set_config('portico.customer', ${customer}, true),
    set_config('portico.environment_number', coalesce((select number::text from environment where id = ${environment}), ''), true)`;
}

/** The environment of this transaction as the tables of the record store know it: by a number of four bytes. */
// A query of its own, which is asked once: the setting by itself would be looked up for every row.
export const thisEnvironment = sql<number>`(select current_setting('portico.environment_number')::integer)`;

/** A transaction of the dispatcher: it sees the control tables, and may enter one environment after the other. */
export interface ControlTx {
  readonly db: ControlDb;
  enter(tenant: Tenant): Promise<TenantTx>;
}

export function withControl<T>(fn: (tx: ControlTx) => Promise<T>): Promise<T> {
  return rawDb()
    .transaction()
    .execute((trx) =>
      fn({
        db: trx as unknown as ControlDb,
        async enter(tenant) {
          await sql.raw(settingsOf(tenant)).execute(trx);
          return Object.assign(trx, { tenant }) as TenantTx;
        },
      }),
    );
}

/** Reads with nothing but a bearer token in hand: row level security shows the one row whose hash this is. */
export function withToken<T>(
  tokenHash: Buffer,
  fn: (db: Transaction<Pick<Database, 'api_key' | 'embed_session'>>) => Promise<T>,
): Promise<T> {
  return enterWith(`select set_config('portico.token', ${pg.escapeLiteral(tokenHash.toString('hex'))}, true)`, () =>
    rawDb()
      .transaction()
      .execute((trx) => inside(() => fn(trx as unknown as Transaction<Pick<Database, 'api_key' | 'embed_session'>>))),
  );
}

export const controlDb = (): ControlDb => rawDb() as unknown as ControlDb;

export async function pingDatabase(): Promise<void> {
  await sql`select 1`.execute(rawDb());
}
