import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely';
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
  /** How many days each kind of thing is kept, where that was changed. */
  retention: ColumnType<unknown, string | undefined, string>;
  /** Whether records are sealed at rest: `sealing` and `opening` while a job goes through what is there. */
  record_encryption: Generated<'off' | 'sealing' | 'on' | 'opening'>;
  /** How many of its records that job has gone through. */
  record_encryption_done: Generated<number>;
  /** How many syncs of one customer, and of one connection, run at once. */
  customer_runs: Generated<number>;
  connection_runs: Generated<number>;
  /** What a customer sees of what failed, where that was changed: see `customerViewSchema`. */
  customer_view: ColumnType<unknown, string | undefined, string>;
  /** How the hosted page and e-mails look. */
  brand: ColumnType<unknown, string | undefined, string>;
  /** A domain of the vendor's that leads to this Portico. */
  portal_address: string | null;
  /** The vendor's own page with the tab in it. */
  tab_address: string | null;
  created_at: Generated<Date>;
}

export type EnvironmentRow = Selectable<EnvironmentTable>;
