import type { Id } from '#server/ids.ts';

/** By which words of the app a connection is found. Written by the database itself, with the connection. */
export interface HookAccountTable {
  environment_id: Id<'environment'>;
  connection_id: Id<'connection'>;
  customer_id: Id<'customer'>;
  connector: string;
  /** Of the learnt value; empty for the account's own id. */
  name: string;
  account: string;
}
