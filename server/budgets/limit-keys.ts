import type { RateLimit } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import type { ConnectionId, CustomerId } from '#server/ids.ts';

/** Who calls, as far as limits go. */
export interface Caller {
  connectionId: ConnectionId;
  customerId: CustomerId;
}

/** One limit, and whoever shares it with this caller. */
export interface LimitKey {
  subject: string;
  rate: string;
  limit: RateLimit;
  connectionId: ConnectionId | null;
  customerId: CustomerId | null;
}

/** The limits of a connector for one caller, always in the same order: rows are locked in it. */
export function limitKeys({ slug, connector }: LoadedConnector, caller: Caller): LimitKey[] {
  const keys = (connector.limits ?? []).map((limit): LimitKey => {
    const rate = `${limit.requests}/${limit.perMs}`;
    if (limit.scope === 'app') return { subject: `app:${slug}`, rate, limit, connectionId: null, customerId: null };
    if (limit.scope === 'customer') {
      const subject = `customer:${caller.customerId}:${slug}`;
      return { subject, rate, limit, connectionId: null, customerId: caller.customerId };
    }
    const subject = `connection:${caller.connectionId}`;
    return { subject, rate, limit, connectionId: caller.connectionId, customerId: null };
  });
  const unique = new Map(keys.map((key) => [`${key.subject} ${key.rate}`, key]));
  return [...unique.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, key]) => key);
}

/** The narrowest of them: what an app that complains about our pace most likely means. */
export function narrowest(keys: LimitKey[]): LimitKey | undefined {
  const order = ['connection', 'customer', 'app'] as const;
  return order.flatMap((scope) => keys.filter(({ limit }) => limit.scope === scope))[0];
}
