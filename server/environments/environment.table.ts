import type { Generated, GeneratedAlways, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface EnvironmentTable {
  id: Id<'environment'>;
  vendor_id: Id<'vendor'>;
  name: string;
  kind: 'development' | 'staging' | 'production';
  allowed_origins: Generated<string[]>;
  return_urls: Generated<string[]>;
  /** Short: what the record store knows it by. */
  number: GeneratedAlways<number>;
  created_at: Generated<Date>;
}

export type EnvironmentRow = Selectable<EnvironmentTable>;
