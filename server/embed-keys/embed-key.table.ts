import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface EmbedKeyTable {
  environment_id: Id<'environment'>;
  id: Id<'embedKey'>;
  kid: string;
  name: string;
  algorithm: 'RS256' | 'ES256' | 'EdDSA';
  public_jwk: ColumnType<unknown, string | null | undefined, string | null>;
  jwks_url: string | null;
  private_key: Buffer | null;
  created_at: Generated<Date>;
  revoked_at: Date | null;
}

export type EmbedKeyRow = Selectable<EmbedKeyTable>;
