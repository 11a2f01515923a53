import type pg from 'pg';
import { loadRegistry } from '#connectors/registry.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { signEmbedToken } from '#server/embed-keys/sign-embed-token.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { saveEnvironment } from '#server/environments/environment.queries.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';

export const origin = 'https://app.acme.example';

interface SeedCatalogue {
  integrations: number;
  connectors: number;
  customers: number;
  /** What each customer has connected. */
  connected: number;
}

const categories = ['CRM', 'Support', 'Accounting', 'Files', 'Marketing', 'Other'];

/** A vendor with a large marketplace and many customers, each of whom has connected some of it. */
export async function seedCatalogue(owner: pg.Client, size: SeedCatalogue): Promise<EnvironmentId> {
  const slugs = (await loadRegistry())
    .list()
    .map(({ slug }) => slug)
    .slice(0, size.connectors);
  const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
  await withTenant({ environmentId }, async (tx) => {
    await saveEnvironment(tx, { allowedOrigins: [origin], returnUrls: [] });
    for (let count = 0; count < size.integrations; count++) {
      const connector = slugs[count % slugs.length] ?? '';
      await createIntegration(tx, {
        slug: `offer-${count}`,
        connector,
        name: `Offer ${count} of ${connector}`,
        description: 'Bring the people from your app to Acme, and keep them current.',
        category: categories[count % categories.length] ?? 'Other',
        status: 'published',
        definition: {
          does: [{ direction: 'in', sentence: 'What is there becomes people in Acme.' }],
          syncs: [],
          labels: ['People'],
          ...(count % 5 === 0 && { plan: { rule: { path: 'plan', is: 'equals', value: 'pro' } } }),
        },
      });
    }
  });
  await seedCustomers(owner, environmentId, size);
  return environmentId;
}

/** By hand, because a customer connects in a browser: rows as they are after that. */
async function seedCustomers(owner: pg.Client, environment: EnvironmentId, { customers, connected }: SeedCatalogue) {
  const statements: [string, unknown[]][] = [
    [
      `insert into customer (environment_id, id, external_id, name, plan)
       select $1, 'cus_bench' || n, 'customer-' || n, 'Customer ' || n, 'pro' from generate_series(1, $2::integer) n`,
      [environment, customers],
    ],
    [
      `insert into installation (environment_id, id, customer_id, integration_id, integration_version, status)
       select $1, 'ins_bench' || n || '_' || i.at, 'cus_bench' || n, i.id, 1, 'active'
         from generate_series(1, $2::integer) n,
              lateral (select id, row_number() over (order by id) as at from integration where environment_id = $1) i
        where (i.at + n) % 500 < $3`,
      [environment, customers, connected],
    ],
    [
      `insert into connection (environment_id, id, customer_id, installation_id, connector, status, account_name)
       select n.environment_id, replace(n.id, 'ins_', 'con_'), n.customer_id, n.id, i.connector, 'active', 'Account'
         from installation n join integration i on i.environment_id = n.environment_id and i.id = n.integration_id
        where n.environment_id = $1`,
      [environment],
    ],
  ];
  for (const [sql, values] of statements) await owner.query(sql, values);
  await owner.query('analyze');
}

/** A token for one of them. */
export const tokenFor = (environmentId: EnvironmentId, customer: number): Promise<string> =>
  withTenant({ environmentId }, async (tx) => {
    const user = { id: `user-${customer}`, role: 'admin' as const };
    return (await signEmbedToken(tx, { customer: `customer-${customer}`, user, origin }, new Date())).token;
  });
