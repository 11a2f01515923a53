import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { AppError } from '#server/errors.ts';
import { installQueues } from '#server/jobs/install-queues.ts';
import { appRole, loginRole } from './app-role.ts';

const migrationsFolder = join(import.meta.dirname, '../../migrations');

/** Every migration of a folder, by its name. */
export async function readMigrations(folder: string): Promise<Record<string, Migration>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const entries = await Promise.all(
    files.map(
      async (name) => [name.slice(0, -3), (await import(pathToFileURL(join(folder, name)).href)) as Migration] as const,
    ),
  );
  return Object.fromEntries(entries);
}

interface MigrateOptions {
  /** Connects as the owner of the tables. */
  ownerUrl: string;
  folder?: string;
  /** Leave the app's role alone: the operator made it, and DATABASE_APP_URL says so. */
  ownRole?: boolean;
}

/**
 * Brings the database to this version: our tables (each migration in one transaction, all or nothing), the queue's, and
 * the rights of the app's role. Safe to call from several processes at once: kysely takes a lock.
 */
export async function migrate({
  ownerUrl,
  folder = migrationsFolder,
  ownRole = false,
}: MigrateOptions): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrations = await readMigrations(folder);
    await requireAnswer(db, ownerUrl);
    await refuseNewerDatabase(db, migrations);
    const { error, results } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error) {
      const broken = results?.find((result) => result.status === 'Error')?.migrationName;
      throw new AppError(
        'misconfigured',
        `The database could not be brought up to date${broken ? `: ${broken} failed` : ''}. ${reason(error)}`,
        {
          cause: error,
          remedy: 'Nothing was changed: a migration is one transaction. Mend the cause and start again.',
        },
      );
    }
    await installQueues(ownerUrl);
    await grantAppRole(db, ownRole);
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

const reason = (error: unknown): string => (error instanceof Error ? `${error.message}.` : String(error));

/** Said before anything else: a wrong address is the most ordinary mistake. */
async function requireAnswer(db: Kysely<unknown>, url: string): Promise<void> {
  await sql`select 1`.execute(db).catch((cause: unknown) => {
    const { host, pathname } = new URL(url);
    throw new AppError(
      'unavailable',
      `The database ${pathname.slice(1)} at ${host} does not let us in: ${reason(cause)}`,
      {
        cause,
        remedy: 'Check DATABASE_URL, and that PostgreSQL runs there.',
      },
    );
  });
}

async function refuseNewerDatabase(db: Kysely<unknown>, known: Record<string, Migration>): Promise<void> {
  const exists = await sql<{
    found: boolean;
  }>`select to_regclass('public.kysely_migration') is not null as found`.execute(db);
  if (!exists.rows[0]?.found) return;
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const newer = applied.rows.map((row) => row.name).filter((name) => !(name in known));
  if (newer.length === 0) return;
  throw new AppError('misconfigured', `This database was written by a newer Portico (${newer.join(', ')}).`, {
    remedy: 'Start the newer version, or restore the backup from before the update.',
  });
}

async function grantAppRole(db: Kysely<unknown>, ownRole: boolean): Promise<void> {
  const role = sql.id(appRole);
  if (!ownRole) await makeAppRole(db);
  await refusePowerfulRole(db);
  await sql`grant usage on schema public, pgboss to ${role}`.execute(db);
  await sql`grant select, insert, update, delete on all tables in schema public, pgboss to ${role}`.execute(db);
  await sql`grant usage, select on all sequences in schema public, pgboss to ${role}`.execute(db);
  await sql`grant execute on all functions in schema pgboss to ${role}`.execute(db);
  await sql`revoke insert, update, delete on kysely_migration, kysely_migration_lock from ${role}`.execute(db);
}

/** Row level security means nothing to a role that passes by it: then there would be no second layer. */
async function refusePowerfulRole(db: Kysely<unknown>): Promise<void> {
  const role = await sql<{ powerful: boolean }>`
    select bool_or(rolsuper or rolbypassrls) as powerful from pg_roles
    where rolname = ${appRole} or pg_has_role(rolname, ${appRole}, 'member') and rolname like ${`${appRole}\\_%`}`.execute(
    db,
  );
  if (!role.rows[0]?.powerful) return;
  throw new AppError('misconfigured', `The role ${appRole} may pass by row level security.`, {
    remedy: `Run: alter role ${appRole} nosuperuser nobypassrls`,
  });
}

async function makeAppRole(db: Kysely<unknown>): Promise<void> {
  const login = loginRole();
  try {
    for (const name of [appRole, login.name]) {
      await sql`do $$ begin
        if not exists (select from pg_roles where rolname = ${sql.lit(name)}) then
          create role ${sql.id(name)};
        end if;
      exception when duplicate_object or unique_violation then null; -- another process made it meanwhile
      end $$`.execute(db);
    }
    // A role is the whole server's: two processes that set it at once would otherwise fail on the same row.
    await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtext('portico app role'))`.execute(trx);
      await sql`alter role ${sql.id(login.name)} with login inherit password ${sql.lit(login.password)}`.execute(trx);
      // Who grants it must revoke it before they can be dropped: so it is granted once.
      const isMember = sql<{ yes: boolean }>`select pg_has_role(${login.name}, ${appRole}, 'member') as yes`;
      if (!(await isMember.execute(trx)).rows[0]?.yes)
        await sql`grant ${sql.id(appRole)} to ${sql.id(login.name)}`.execute(trx);
    });
  } catch (cause) {
    throw new AppError('misconfigured', `The role ${appRole} can't be made: ${reason(cause)}`, {
      cause,
      remedy: `Give the user of DATABASE_URL the right CREATEROLE, or create the role ${appRole} yourself and set DATABASE_APP_URL.`,
    });
  }
}
