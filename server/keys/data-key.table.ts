import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface DataKeyTable {
  environment_id: Id<'environment'>;
  id: Id<'dataKey'>;
  wrapped: Buffer;
  /** Id of the key provider's key that wrapped it. */
  wrapped_by: string;
  created_at: Generated<Date>;
  /** Seals records, and nothing else: a change of data keys leaves it as it is. */
  for_records: Generated<boolean>;
  /** Since then nothing new is sealed with it. */
  retired_at: Date | null;
}
