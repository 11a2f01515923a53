import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface ConnectTable {
  environment_id: Id<'environment'>;
  id: Id<'connect'>;
  customer_id: Id<'customer'>;
  end_user_id: Id<'endUser'>;
  integration_id: Id<'integration'>;
  /** The version that was offered when it began; null for those begun before versions were kept. */
  integration_version: number | null;
  connection_id: Id<'connection'> | null;
  account_type: string | null;
  /** What was answered before authorising. */
  before: ColumnType<unknown, string | undefined, string>;
  stage: 'account-type' | 'before' | 'authorize' | 'after' | 'mapping' | 'review' | 'done' | 'failed' | 'cancelled';
  origin: string;
  handoff_hash: Buffer | null;
  cookie_hash: Buffer | null;
  answers: ColumnType<unknown, string | undefined, string>;
  /** What was matched, by the sync's key: a mapping each, and the model that it is for. */
  mappings: ColumnType<unknown, string | undefined, string>;
  /** What was typed and not sent; empty after each step. */
  draft: ColumnType<unknown, string | undefined, string>;
  /** What was switched on and off, and when it is to run, before the end: see `choicesSchema`. */
  choices: ColumnType<unknown, string | undefined, string>;
  account_id: string | null;
  account_name: string | null;
  granted_scopes: Generated<string[]>;
  learnt: ColumnType<unknown, string | undefined, string>;
  pending: Buffer | null;
  warning: ColumnType<unknown, string | null | undefined, string | null>;
  failure: ColumnType<unknown, string | null | undefined, string | null>;
  installation_id: Id<'installation'> | null;
  /** Who was asked to authorise, and proved to be that person. */
  helper_id: Id<'endUser'> | null;
  /** The hosted page that it was begun on: where a redirect comes back to. */
  portal_link_id: Id<'portalLink'> | null;
  created_at: Generated<Date>;
  expires_at: Date;
}

export type ConnectRow = Selectable<ConnectTable>;
