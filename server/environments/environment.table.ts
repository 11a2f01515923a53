import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface EnvironmentTable {
  id: Id<'environment'>;
  vendor_id: Id<'vendor'>;
  name: string;
  kind: 'development' | 'staging' | 'production';
  allowed_origins: Generated<string[]>;
  return_urls: Generated<string[]>;
  created_at: Generated<Date>;
}

export type EnvironmentRow = Selectable<EnvironmentTable>;
