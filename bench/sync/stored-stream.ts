import type { Client } from 'pg';
import type { EnvironmentId, SyncId } from '#server/ids.ts';

/** A stream as the record store knows it. */
export interface StoredStream {
  environmentId: EnvironmentId;
  syncId: SyncId;
  environment: number;
  stream: number;
  records: number;
}

export async function storedStream(
  owner: Client,
  { environmentId, syncId }: { environmentId: EnvironmentId; syncId: SyncId },
): Promise<StoredStream> {
  const { rows } = await owner.query<Omit<StoredStream, 'environmentId' | 'syncId'>>(
    `select e.number as environment, s.stream::float8 as stream, s.records
       from sync s join environment e on e.id = s.environment_id where s.environment_id = $1 and s.id = $2`,
    [environmentId, syncId],
  );
  const [row] = rows;
  if (!row) throw new Error('The sync of the benchmark is gone.');
  return { environmentId, syncId, ...row };
}
