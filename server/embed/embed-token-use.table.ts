import type { Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface EmbedTokenUseTable {
  environment_id: Id<'environment'>;
  jti_hash: Buffer;
  expires_at: Date;
}

export type EmbedTokenUseRow = Selectable<EmbedTokenUseTable>;
