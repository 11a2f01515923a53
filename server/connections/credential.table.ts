import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface CredentialTable {
  environment_id: Id<'environment'>;
  connection_id: Id<'connection'>;
  customer_id: Id<'customer'>;
  version: Generated<number>;
  ciphertext: Buffer;
  expires_at: Date | null;
  refresh_at: Date | null;
  previous: Buffer | null;
  previous_until: Date | null;
  lease: string | null;
  lease_until: Date | null;
  failures: Generated<number>;
  retry_at: Date | null;
  updated_at: Generated<Date>;
}

export type CredentialRow = Selectable<CredentialTable>;
