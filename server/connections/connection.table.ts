import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface ConnectionTable {
  environment_id: Id<'environment'>;
  id: Id<'connection'>;
  customer_id: Id<'customer'>;
  installation_id: Id<'installation'>;
  connector: string;
  /** One of the connector's, where it has several. */
  account_type: string | null;
  status: 'active' | 'needs_reauth' | 'misconfigured' | 'paused' | 'disconnected';
  reason: 'expired' | 'revoked' | 'missing_scope' | 'misconfigured' | null;
  reason_detail: string | null;
  account_id: string | null;
  account_name: string | null;
  granted_scopes: Generated<string[]>;
  learnt: ColumnType<unknown, string | undefined, string>;
  connected_by: Id<'endUser'> | null;
  created_at: Generated<Date>;
  status_changed_at: Generated<Date>;
}

export type ConnectionRow = Selectable<ConnectionTable>;
