import type { Database } from '#server/db/database.ts';

/** A column that holds what `seal` made. */
export interface SealedColumn {
  table: keyof Database & string;
  column: string;
  /** What the place of its values names as `row`. */
  row: string;
  /** What tells its rows apart within an environment, beside `environment_id`. */
  key: string;
  /** `base64`: text that holds the sealed bytes. */
  kept: 'bytes' | 'base64';
}

/** Every column that holds sealed values. A change of data keys seals them anew, so one that is missing here would be lost: a test compares. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'credential', column: 'ciphertext', row: 'connection_id', key: 'connection_id', kept: 'bytes' },
  { table: 'credential', column: 'previous', row: 'connection_id', key: 'connection_id', kept: 'bytes' },
  { table: 'connect', column: 'pending', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'connect_state', column: 'secrets', row: 'connect_id', key: 'state_hash', kept: 'bytes' },
  { table: 'oauth_app', column: 'client_secret', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'oauth_app', column: 'secret_parameters', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'embed_key', column: 'private_key', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'endpoint', column: 'secret', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'hook_subscription', column: 'sealed', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'destination', column: 'credential', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'mail', column: 'content', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'internal_value', column: 'sealed', row: 'id', key: 'id', kept: 'bytes' },
  { table: 'idempotency_key', column: 'answer', row: 'key', key: 'key', kept: 'base64' },
];

const names = new Set(sealedColumns.map(({ table, column }) => `${table}.${column}`));

export const isSealedColumn = (table: string, column: string): boolean => names.has(`${table}.${column}`);

/** Columns of bytes that hold no secret that anybody could read: hashes, wrapped keys, bitmaps. */
export const unsealedByteColumns: readonly string[] = [
  'api_key.token_hash',
  'connect.cookie_hash',
  'connect.handoff_hash',
  'connect_state.cookie_hash',
  'connect_state.state_hash',
  'data_key.wrapped',
  'embed_session.token_hash',
  'embed_token_use.jti_hash',
  'idempotency_key.body_hash',
  'page_memory.rows',
  'portal_link.code_hash',
  'portal_link.grant_hash',
  'portal_link.token_hash',
];
