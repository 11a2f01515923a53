import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface VendorTable {
  id: Id<'vendor'>;
  name: string;
  created_at: Generated<Date>;
}
