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
  /** The one before it, for a day. */
  previous: Buffer | null;
  previous_until: Date | null;
  lease: string | null;
  lease_until: Date | null;
  failures: Generated<number>;
  retry_at: Date | null;
  updated_at: Generated<Date>;
  /** When a person must agree again, whatever is done until then. */
  ends_at: Date | null;
  /** When that is to be told; null once it was. */
  tell_end_at: Date | null;
  checked_at: Date | null;
  /** A renewal of this very credential did not come to its end. */
  cut_off_at: Date | null;
}

export type CredentialRow = Selectable<CredentialTable>;
