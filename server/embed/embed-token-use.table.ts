import type { Id } from '#server/ids.ts';

export interface EmbedTokenUseTable {
  environment_id: Id<'environment'>;
  jti_hash: Buffer;
  expires_at: Date;
}
