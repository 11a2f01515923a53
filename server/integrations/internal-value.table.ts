import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

/** What the vendor alone sets for one customer of an integration: encrypted, since keys of its own are among it. */
export interface InternalValueTable {
  environment_id: Id<'environment'>;
  id: Id<'internalValue'>;
  integration_id: Id<'integration'>;
  customer_id: Id<'customer'>;
  sealed: Buffer;
  names: string[];
  changed_by: string;
  changed_at: Generated<Date>;
}
