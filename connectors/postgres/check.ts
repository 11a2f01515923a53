import { z } from 'zod';
import { type Account, AppCallError, type ConnectorContext } from '../kit/index.ts';

const oldest = 120_000;
const answer = z.tuple([z.object({ version: z.string(), number: z.coerce.number(), may_write: z.enum(['t', 'f']) })]);

// A server that only repeats another one (a replica) can't be written to, whatever the user may do.
const question = `
  select current_setting('server_version') as version,
         current_setting('server_version_num') as number,
         not pg_is_in_recovery() and (
           (select rolsuper from pg_roles where rolname = current_user)
           or exists (
             select from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                and has_schema_privilege(n.oid, 'USAGE')
                and has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))) as may_write`;

/** Logs in, and tells who and where that is. */
export async function check({ sql }: ConnectorContext<unknown>): Promise<Account> {
  const [{ version, number, may_write }] = answer.parse(await sql.query(question));
  const { host, port, database, user } = await sql.address();
  if (number < oldest) {
    throw new AppCallError(`This server is PostgreSQL ${version}; version 12 or later is needed.`, {
      class: 'invalid',
      code: 'too_old',
      field: 'host',
    });
  }
  return {
    // The database, whoever looks at it: another user of the same one is still the same account.
    id: `${host.toLowerCase()}:${port}/${database}`,
    name: `${user}@${host}:${port}/${database}`,
    ...(may_write === 't' && {
      notice:
        'This user may also write. Portico writes only where a sync into this database or an action says so; where none does, a user that may only read is safer.',
    }),
  };
}
