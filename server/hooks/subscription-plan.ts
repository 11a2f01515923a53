import { secondsAfter } from '#server/clock.ts';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import type { HookSubscriptionRow } from './hook-subscription.table.ts';

/** What is to be done at the app now. `forget`: nothing was made there. */
export type Plan = 'nothing' | 'subscribe' | 'renew' | 'end' | 'forget';

interface Situation {
  /** A sync lives on hooks, or somebody asked for them. */
  wanted: boolean;
  canSubscribe: boolean;
  connection: ConnectionRow['status'];
  subscription: Pick<HookSubscriptionRow, 'kind' | 'external_id' | 'due_at' | 'status'> | undefined;
  now: Date;
}

export function planFor({ wanted, canSubscribe, connection, subscription, now }: Situation): Plan {
  if (subscription?.kind === 'entered') return 'nothing';
  // Nothing can be said to the app; it goes on when a person has reconnected it.
  if (connection !== 'active') return 'nothing';
  if (subscription === undefined) return wanted && canSubscribe ? 'subscribe' : 'nothing';
  if (!wanted || !canSubscribe) return subscription.external_id === null ? 'forget' : 'end';
  const isDue = subscription.due_at !== null && subscription.due_at <= now;
  if (subscription.external_id === null) return subscription.status === 'pending' || isDue ? 'subscribe' : 'nothing';
  return isDue ? 'renew' : 'nothing';
}

const shortestMarginMs = 3_600_000;

/** When a subscription is renewed: a fifth of its life before its end, an hour at least, and not before half of it is over. */
export function renewAt(expiresAt: Date | undefined, now: Date): Date | null {
  if (expiresAt === undefined) return null;
  const life = Math.max(0, expiresAt.getTime() - now.getTime());
  const margin = Math.min(life / 2, Math.max(shortestMarginMs, life / 5));
  return new Date(expiresAt.getTime() - margin);
}

const waitsMinutes = [1, 5, 15, 60, 360];

/** When it is tried again after the n-th failure. */
export const tryAgainAt = (failures: number, now: Date): Date =>
  secondsAfter(now, (waitsMinutes[Math.min(failures, waitsMinutes.length) - 1] ?? 1) * 60);
