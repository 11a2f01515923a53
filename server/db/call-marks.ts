import { sql } from 'kysely';
import type { ConnectionId, EnvironmentId, Id } from '#server/ids.ts';
import { rawDb } from './pool.ts';

export interface CallMarks {
  environment_id: EnvironmentId;
  id: Id<'apiKey'>;
  revoked_at: Date | null;
  last_used_at: Date | null;
  /** Another text as soon as the connection, its credential or its OAuth app was written to. Null where the key's environment has no such connection. */
  marks: string | null;
}

/** Whose secret key this is, and whether what was read of a connection still stands: one round trip, under the key's own tenant. */
export async function callMarks(tokenHash: Buffer, connectionId: ConnectionId | null): Promise<CallMarks | undefined> {
  const { rows } = await sql<CallMarks & { environment_id: EnvironmentId | null }>`
    select key_environment as environment_id, key_id as id, key_revoked_at as revoked_at, key_used_at as last_used_at, marks
      from call_marks(${tokenHash}, ${connectionId})`.execute(rawDb());
  const [row] = rows;
  return row === undefined || row.environment_id === null ? undefined : row;
}
