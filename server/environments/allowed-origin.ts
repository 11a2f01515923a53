import { sql } from 'kysely';
import { controlDb } from '#server/db/tenant.ts';
import type { EnvironmentId } from '#server/ids.ts';

/** Whether pages of this exact origin may embed the environment. `null` (a sandboxed frame, a file) never may. */
export async function isAllowedOrigin(environmentId: EnvironmentId, origin: string): Promise<boolean> {
  if (origin === 'null') return false;
  const row = await controlDb()
    .selectFrom('environment')
    .select('id')
    .where('id', '=', environmentId)
    .where(sql<boolean>`${origin} = any(allowed_origins)`)
    .executeTakeFirst();
  return row !== undefined;
}

/** For a preflight, which carries no session: whether any environment here knows the origin. The request itself is checked against its own. */
export async function isKnownOrigin(origin: string): Promise<boolean> {
  if (origin === 'null') return false;
  const row = await controlDb()
    .selectFrom('environment')
    .select('id')
    .where(sql<boolean>`${origin} = any(allowed_origins)`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
