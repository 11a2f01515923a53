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

/** Who has how many slots. */
export class Occupancy {
  readonly #taken = new Map<string, number>();
  readonly #full = { customers: new Set<CustomerId>(), connections: new Set<ConnectionId>() };

  constructor(busy: readonly BusyCount[] = []) {
    for (const { count, ...claimant } of busy) this.#add(claimant, count);
  }

  admits({ customerId, connectionId }: Claimant): boolean {
    return !this.#full.customers.has(customerId) && !this.#full.connections.has(connectionId);
  }

  take(claimant: Claimant): void {
    this.#add(claimant, 1);
  }

  get fullCustomers(): CustomerId[] {
    return [...this.#full.customers];
  }

  get fullConnections(): ConnectionId[] {
    return [...this.#full.connections];
  }

  #add({ customerId, connectionId, customerRuns, connectionRuns }: Claimant, count: number): void {
    if (this.#count(customerId, count) >= customerRuns) this.#full.customers.add(customerId);
    if (this.#count(connectionId, count) >= connectionRuns) this.#full.connections.add(connectionId);
  }

  #count(id: string, more: number): number {
    const taken = (this.#taken.get(id) ?? 0) + more;
    this.#taken.set(id, taken);
    return taken;
  }
}
