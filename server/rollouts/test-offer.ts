import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { type CustomerId, type EnvironmentId, type InstallationId, newId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import type { DefinitionDocument } from '#server/integrations/definition.ts';
import { getIntegrationBySlug } from '#server/integrations/get-integration.ts';
import { publishIntegration } from '#server/integrations/publish-integration.ts';
import { saveDraft } from '#server/integrations/save-draft.ts';
import { createSync } from '#server/syncs/create-sync.ts';
import { within } from '#server/trpc/test-api.ts';
import { rollBackAll } from './roll-back.job.ts';
import { rollOut } from './roll-out.job.ts';
import type { RolloutId } from './rollout.queries.ts';
import type { Reach } from './start-rollout.ts';

export const entrySync = {
  ...{ object: 'entry', model: 'entry', label: 'entries', mode: 'full' as const },
  schedule: { kind: 'every' as const, seconds: 300 },
};
export const firstDefinition: DefinitionDocument = { does: [], syncs: [entrySync] };

export interface TestInstalled {
  customerId: CustomerId;
  installationId: InstallationId;
}

/** An integration of the ledger, on offer in its first version, with what a test does to it. */
export class TestOffer {
  readonly vendor: { environmentId: EnvironmentId };

  constructor(vendor: { environmentId: EnvironmentId }) {
    this.vendor = vendor;
  }

  async begin(definition: DefinitionDocument = firstDefinition): Promise<this> {
    await within(this.vendor, (tx) =>
      createIntegration(tx, {
        ...{ slug: 'ledger', connector: 'ledger', name: 'Ledger', description: 'A ledger', category: 'Other' },
        ...{ status: 'published', definition },
      }),
    );
    return this;
  }

  /** Publishes a change; by its job or not yet. */
  async publish(definition: DefinitionDocument, reach?: Reach) {
    const now = new Date();
    return within(this.vendor, async (tx) => {
      await saveDraft(tx, { slug: 'ledger', definition, by: 'test', now });
      return publishIntegration(tx, { slug: 'ledger', note: '', reach, by: 'test', now });
    });
  }

  rollOut(rolloutId: RolloutId | string | null): Promise<void> {
    return rollOut({ environmentId: this.vendor.environmentId, rolloutId });
  }

  rollBack(rolloutId: RolloutId | string | null): Promise<void> {
    return rollBackAll({ environmentId: this.vendor.environmentId, rolloutId });
  }

  /** A customer that has it connected in the version that everybody has. */
  async install(externalId: string, answers: object = {}): Promise<TestInstalled> {
    return within(this.vendor, async (tx) => {
      const { environmentId } = tx.tenant;
      const integration = await getIntegrationBySlug(tx, 'ledger');
      const customer = await ensureCustomer(tx, { externalId, name: externalId });
      if (!customer) throw new Error('The customer was not made.');
      const [installationId, connectionId] = [newId('installation'), newId('connection')];
      const of = { environment_id: environmentId, customer_id: customer.id };
      await tx
        .insertInto('installation')
        .values({
          ...{ ...of, id: installationId, integration_id: integration.id, status: 'active' },
          ...{ integration_version: integration.live_version ?? 1, answers: JSON.stringify(answers) },
        })
        .execute();
      await tx
        .insertInto('connection')
        .values({
          ...{ ...of, id: connectionId, installation_id: installationId, connector: 'ledger', status: 'active' },
          ...{ account_id: externalId, account_name: externalId },
        })
        .execute();
      const ids = { customerId: customer.id, installationId, connectionId };
      await createSync(tx, { ...entrySync, ...ids, now: new Date() });
      return { customerId: customer.id, installationId };
    });
  }

  /** Ends runs of a customer's first sync, so many of them in a failure. */
  async run({ customerId }: TestInstalled, runs: number, failed: number, at = new Date()): Promise<void> {
    await within(this.vendor, async (tx) => {
      const sync = await tx
        .selectFrom('sync')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('id')
        .executeTakeFirstOrThrow();
      const rows = Array.from({ length: runs }, (_, index) => ({
        ...{
          environment_id: tx.tenant.environmentId,
          id: newId('run'),
          customer_id: customerId,
          kind: 'sync' as const,
        },
        ...{ sync_id: sync.id, connection_id: sync.connection_id, trigger: 'schedule' as const, queued_at: at },
        status: index < failed ? ('failed' as const) : ('succeeded' as const),
      }));
      await tx.insertInto('run').values(rows).execute();
    });
  }
}
