import type { Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface ConnectStateTable {
  environment_id: Id<'environment'>;
  state_hash: Buffer;
  connect_id: Id<'connect'>;
  customer_id: Id<'customer'>;
  connector: string;
  cookie_hash: Buffer;
  secrets: Buffer;
  redirect_uri: string;
  expires_at: Date;
}

export type ConnectStateRow = Selectable<ConnectStateTable>;
