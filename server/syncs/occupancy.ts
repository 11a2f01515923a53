import type { ConnectionId, CustomerId } from '#server/ids.ts';

/** Who wants a slot, and how many its customer and its connection may have at once. */
export interface Claimant {
  customerId: CustomerId;
  connectionId: ConnectionId;
  customerRuns: number;
  connectionRuns: number;
}

export interface BusyCount extends Claimant {
  count: number;
}

interface Taken {
  slots: number;
  most: number;
}

/** Who has how many slots. */
export class Occupancy {
  readonly #customers = new Map<CustomerId, Taken>();
  readonly #connections = new Map<ConnectionId, Taken>();

  constructor(busy: readonly BusyCount[] = []) {
    for (const claimant of busy) this.#add(claimant, claimant.count);
  }

  admits({ customerId, connectionId }: Claimant): boolean {
    return !isFull(this.#customers.get(customerId)) && !isFull(this.#connections.get(connectionId));
  }

  take(claimant: Claimant): void {
    this.#add(claimant, 1);
  }

  get fullCustomers(): CustomerId[] {
    return fullOf(this.#customers);
  }

  get fullConnections(): ConnectionId[] {
    return fullOf(this.#connections);
  }

  #add({ customerId, connectionId, customerRuns, connectionRuns }: Claimant, count: number): void {
    add(this.#customers, customerId, count, customerRuns);
    add(this.#connections, connectionId, count, connectionRuns);
  }
}

const isFull = (taken: Taken | undefined): boolean => taken !== undefined && taken.slots >= taken.most;

const fullOf = <Key>(all: ReadonlyMap<Key, Taken>): Key[] =>
  [...all].filter(([, taken]) => isFull(taken)).map(([key]) => key);

function add<Key>(all: Map<Key, Taken>, key: Key, slots: number, most: number): void {
  const taken = all.get(key);
  if (taken) taken.slots += slots;
  else all.set(key, { slots, most });
}
