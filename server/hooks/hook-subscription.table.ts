import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** Where an app tells of one connection. */
export interface HookSubscriptionTable {
  environment_id: Id<'environment'>;
  id: Id<'hookSubscription'>;
  connection_id: Id<'connection'>;
  customer_id: Id<'customer'>;
  connector: string;
  /** `made` by us at the app; `entered` there by a person, who copied the address. */
  kind: 'made' | 'entered';
  status: 'pending' | 'active' | 'failing';
  /** Somebody wants it, also where no sync needs it. */
  asked: Generated<boolean>;
  /** At the app. */
  external_id: string | null;
  /** See `HookSecret`. */
  sealed: Buffer;
  expires_at: Date | null;
  /** When to look at it again: to renew it, or to try once more. */
  due_at: Date | null;
  leased_until: Date | null;
  attempts: Generated<number>;
  error: string | null;
  last_event_at: Date | null;
  created_at: Generated<Date>;
}

export type HookSubscriptionRow = Selectable<HookSubscriptionTable>;
