import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface CustomerTable {
  environment_id: Id<'environment'>;
  id: Id<'customer'>;
  external_id: string;
  name: string;
  metadata: ColumnType<unknown, string | undefined, string>;
  /** As the vendor said it last, by the API or in an embed token. */
  plan: string | null;
  created_at: Generated<Date>;
}

export type CustomerRow = Selectable<CustomerTable>;
