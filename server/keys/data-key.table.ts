import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface DataKeyTable {
  environment_id: Id<'environment'>;
  id: Id<'dataKey'>;
  wrapped: Buffer;
  wrapped_by: string;
  created_at: Generated<Date>;
  retired_at: Date | null;
}
