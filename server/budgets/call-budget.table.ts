import type { Generated, JSONColumnType } from 'kysely';
import type { Id } from '#server/ids.ts';
import type { Asker } from './grant.ts';

/** Times are milliseconds since 1970 by the database's clock, which is the one that all processes share. */
export interface CallBudgetTable {
  environment_id: Id<'environment'>;
  /** Who shares the limit: `connection:con_…`, `customer:cus_…:acme`, `app:acme`. */
  subject: string;
  /** `100/10000`: requests in so many milliseconds. Another limit is another row. */
  rate: string;
  connection_id: Id<'connection'> | null;
  customer_id: Id<'customer'> | null;
  /** The newest slot of time that anything was used in. */
  slot: Generated<number>;
  /** Of `slot` and the ones before it, newest first. */
  used: Generated<number[]>;
  paused_until: Generated<number>;
  /** What the app said was left, less what was given out since; holds until `told_until`. */
  told_left: number | null;
  told_until: Generated<number>;
  interactive_at: Generated<number>;
  /** Customers who have asked lately, where they share the limit. */
  askers: JSONColumnType<Record<string, Asker>, string | undefined, string>;
  /** Until when a call counts as running. */
  leases: JSONColumnType<Record<string, number>, string | undefined, string>;
}
