import { z } from 'zod';
import { type Customer, type CustomerId, customers } from '../accounts.ts';
import type { PorticoApi } from './api.ts';

const customerSchema = z.object({ externalId: z.string() });
const syncsSchema = z.object({ items: z.array(z.object({ id: z.string(), connectionId: z.string() })) });
const connectionsSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), integration: z.object({ name: z.string() }), account: z.string().nullish() }),
  ),
});

const MOST = 200;

interface Source {
  app: string;
  connectionId: string;
  account: string | null;
}

/** Whose customer ids of Portico are whose here, and which app each sync reads: so that a page can say "from Tidewater". */
export class Sources {
  readonly #portico: PorticoApi;
  readonly #report: (sentence: string) => void;
  readonly #customers = new Map<string, Customer>();
  readonly #porticoIds = new Map<CustomerId, string>();
  readonly #sources = new Map<string, Source>();

  constructor(portico: PorticoApi, report: (sentence: string) => void) {
    this.#portico = portico;
    this.#report = report;
  }

  meet(porticoId: string, customer: Customer): void {
    this.#customers.set(porticoId, customer);
    this.#porticoIds.set(customer.id, porticoId);
  }

  async customerOf(porticoId: string): Promise<Customer | undefined> {
    const known = this.#customers.get(porticoId);
    if (known !== undefined) return known;
    const { externalId } = await this.#portico.call(`/customers/${encodeURIComponent(porticoId)}`, {
      answer: customerSchema,
    });
    const customer = customers.find(({ id }) => id === externalId);
    if (customer !== undefined) this.meet(porticoId, customer);
    return customer;
  }

  of(syncId: string): Source | undefined {
    return this.#sources.get(syncId);
  }

  nameOf(syncId: string): string | undefined {
    return this.#sources.get(syncId)?.app;
  }

  /** Those that read what this one reads: the account was disconnected, and is connected anew. */
  formerOf(syncId: string, syncIds: ReadonlySet<string>): string[] {
    const source = this.#sources.get(syncId);
    const isSame = (other: Source | undefined) => other?.app === source?.app && other?.account === source?.account;
    return [...syncIds].filter((id) => id !== syncId && source !== undefined && isSame(this.#sources.get(id)));
  }

  /** Only labels hang on this: what cannot be learnt now is learnt with the next read. */
  async learn(customer: Customer, syncIds: ReadonlySet<string>): Promise<void> {
    const customerId = this.#porticoIds.get(customer.id);
    if (customerId === undefined || [...syncIds].every((id) => this.#sources.has(id))) return;
    const query = { customerId, limit: MOST };
    try {
      const [syncs, connections] = await Promise.all([
        this.#portico.call('/syncs', { query, answer: syncsSchema }),
        this.#portico.call('/connections', { query, answer: connectionsSchema }),
      ]);
      for (const sync of syncs.items) {
        const connection = connections.items.find(({ id }) => id === sync.connectionId);
        if (connection === undefined) continue;
        this.#sources.set(sync.id, {
          app: connection.integration.name,
          connectionId: connection.id,
          account: connection.account ?? null,
        });
      }
    } catch (error) {
      this.#report(`The apps of ${customer.name} stay without a name for now: ${String(error)}`);
    }
  }
}
