import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface ApiKeyTable {
  environment_id: Id<'environment'>;
  id: Id<'apiKey'>;
  name: string;
  hint: string;
  token_hash: Buffer;
  created_by: Id<'member'> | null;
  created_at: Generated<Date>;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export type ApiKeyRow = Selectable<ApiKeyTable>;
