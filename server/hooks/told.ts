import type { ConnectionId } from '#server/ids.ts';
import type { InboundEventRow } from './inbound-event.table.ts';

/** What some events have said: of each connection, which rows of which objects. */
export class Told {
  /** No keys of an object: something of it has changed, and nobody said what. */
  readonly #keys = new Map<ConnectionId, Map<string, Set<string>>>();
  /** Something was not told: a notice that the app itself sends of its notices. */
  readonly #missed = new Set<ConnectionId>();

  add(connection: ConnectionId, event: Pick<InboundEventRow, 'type' | 'object' | 'external_id'>): void {
    const objects = this.#objectsOf(connection);
    if (missedTypes.has(event.type)) this.miss(connection);
    if (event.object === null) return;
    const keys = objects.get(event.object) ?? new Set();
    keys.add(event.external_id ?? unnamed);
    objects.set(event.object, keys);
  }

  /** Anything may have changed. */
  miss(connection: ConnectionId): void {
    this.#objectsOf(connection);
    this.#missed.add(connection);
  }

  #objectsOf(connection: ConnectionId): Map<string, Set<string>> {
    const objects = this.#keys.get(connection) ?? new Map<string, Set<string>>();
    this.#keys.set(connection, objects);
    return objects;
  }

  connections(): ConnectionId[] {
    return [...this.#keys.keys()].sort();
  }

  /** The rows of an object that were named, and whether one was not; undefined where nothing was said of it. */
  of(connection: ConnectionId, object: string): { keys: string[]; unnamed: boolean } | undefined {
    const keys = this.#keys.get(connection)?.get(object);
    if (keys === undefined) return this.#missed.has(connection) ? { keys: [], unnamed: true } : undefined;
    const named = [...keys].filter((key) => key !== unnamed).sort();
    return { keys: named, unnamed: keys.has(unnamed) || this.#missed.has(connection) };
  }
}

const unnamed = '';

/** As `clientStateHooks` of the kit calls them. */
const missedTypes = new Set(['subscription.missed', 'subscription.subscriptionRemoved']);
