import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface IntegrationTable {
  environment_id: Id<'environment'>;
  id: Id<'integration'>;
  slug: string;
  connector: string;
  name: string;
  description: string;
  category: string;
  status: 'draft' | 'published' | 'coming_soon';
  definition: ColumnType<unknown, string, string>;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export type IntegrationRow = Selectable<IntegrationTable>;
