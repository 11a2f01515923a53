import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, IntegrationId } from '#server/ids.ts';
import { factsOf } from './entitlement.ts';
import { decide, type Rule } from './rule.ts';

type Verdict = 'offered' | 'refused' | 'unknown';

interface Weighed {
  id: CustomerId;
  externalId: string;
  name: string;
  plan: string | null;
  verdict: Verdict;
  /** Has it at the moment. */
  installed: boolean;
}

export interface Audience {
  /** So many were looked at; `isAll`: there are no others. */
  customers: number;
  isAll: boolean;
  offered: number;
  refused: number;
  /** The rule asks for something that is not known of them: they are not offered it either. */
  unknown: number;
  /** Have it, and would not be offered it. */
  losing: number;
  items: Weighed[];
  /** What is known of customers: the names that a rule may ask for, and some values of each. */
  facts: { path: string; values: string[] }[];
}

interface Weigh {
  integrationId: IntegrationId;
  /** None: everybody. */
  rule: Rule | undefined;
  verdict?: Verdict | undefined;
}

const batch = 1000;
const mostCustomers = 20_000;
const mostShown = 100;

/** Holds a plan rule against the customers that there are: who would be offered the integration, and who would not. */
export async function weighAudience(tx: TenantTx, { integrationId, rule, verdict }: Weigh): Promise<Audience> {
  const counts = { offered: 0, refused: 0, unknown: 0 };
  const items: Weighed[] = [];
  const facts = new Facts();
  let [customers, losing] = [0, 0];
  let after: CustomerId | undefined;
  let isAll = false;
  while (!isAll && customers < mostCustomers) {
    const rows = await readCustomers(tx, integrationId, after);
    for (const row of rows) {
      const known = factsOf(row);
      facts.note(known);
      const answer = rule === undefined ? true : decide(rule, known);
      const own: Verdict = answer === undefined ? 'unknown' : answer ? 'offered' : 'refused';
      const installed = row.installation_id !== null;
      counts[own] += 1;
      if (installed && own !== 'offered') losing += 1;
      if (items.length < mostShown && (verdict === undefined || verdict === own))
        items.push({
          ...{ id: row.id, externalId: row.external_id, name: row.name, plan: row.plan, verdict: own, installed },
        });
    }
    customers += rows.length;
    after = rows.at(-1)?.id;
    isAll = rows.length < batch;
  }
  return { customers, isAll, ...counts, losing, items, facts: facts.list() };
}

function readCustomers(tx: TenantTx, integrationId: IntegrationId, after: CustomerId | undefined) {
  let query = tx
    .selectFrom('customer as c')
    .leftJoin('installation as i', (join) =>
      join
        .onRef('i.environment_id', '=', 'c.environment_id')
        .onRef('i.customer_id', '=', 'c.id')
        .on('i.integration_id', '=', integrationId)
        .on('i.removed_at', 'is', null)
        .on('i.status', '<>', 'setup'),
    )
    .distinctOn('c.id')
    .select(['c.id', 'c.external_id', 'c.name', 'c.plan', 'c.metadata', 'i.id as installation_id'])
    .where('c.environment_id', '=', tx.tenant.environmentId);
  if (after) query = query.where('c.id', '>', after);
  return query.orderBy('c.id').limit(batch).execute();
}

const mostNames = 50;
const mostValues = 12;

/** The names that lead to a value, as far as rules go: `plan`, `metadata.region`, `metadata.billing.seats`. */
class Facts {
  readonly #values = new Map<string, Set<string>>();

  note({ plan, metadata }: { plan: string | null; metadata: Record<string, unknown> }): void {
    this.#add('plan', plan);
    for (const [key, value] of Object.entries(metadata)) this.#walk(`metadata.${key}`, value, 1);
  }

  list(): { path: string; values: string[] }[] {
    const found = [...this.#values].map(([path, values]) => ({ path, values: [...values].toSorted() }));
    return found.toSorted((one, other) => Number(other.path === 'plan') - Number(one.path === 'plan'));
  }

  #walk(path: string, value: unknown, depth: number): void {
    if (!/^[\w-]+(\.[\w-]+)*$/.test(path)) return;
    if (Array.isArray(value)) for (const one of value.slice(0, mostValues)) this.#add(path, one);
    else if (typeof value === 'object' && value !== null && depth < 3)
      for (const [key, inner] of Object.entries(value)) this.#walk(`${path}.${key}`, inner, depth + 1);
    else this.#add(path, value);
  }

  #add(path: string, value: unknown): void {
    const values = this.#values.get(path) ?? new Set();
    if (!this.#values.has(path) && this.#values.size >= mostNames) return;
    this.#values.set(path, values);
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
    if (isPlain && values.size < mostValues) values.add(String(value).slice(0, 100));
  }
}
