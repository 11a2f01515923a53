import type { JsonSchema } from '#connectors/kit/index.ts';
import { putCredential } from '#server/connections/credential.queries.ts';
import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { controlDb, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import {
  type ConnectionId,
  type CustomerId,
  type EnvironmentId,
  type InstallationId,
  newId,
  type SyncId,
} from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import type { Credential } from '#server/runtime/credential.ts';
import type { FieldOwners } from '#server/writes/merge-fields.ts';
import { createSync } from './create-sync.ts';
import type { Schedule } from './schedule.ts';
import { listSyncsOfConnection } from './sync.queries.ts';
import type { SyncMode } from './sync.table.ts';

export interface SeededSync {
  environmentId: EnvironmentId;
  customerId: CustomerId;
  installationId: InstallationId;
  connectionId: ConnectionId;
  syncId: SyncId;
}

interface SeedSync {
  connector: string;
  object: string;
  label: string;
  credential: Credential;
  answers?: Record<string, unknown>;
  mode?: SyncMode;
  schedule?: Schedule;
  backfillDays?: number;
  mapping?: Mapping | undefined;
  write?: Mapping | undefined;
  target?: JsonSchema;
  keepRaw?: boolean;
  owners?: FieldOwners | undefined;
  /** Runs in the same transaction, before the first run is queued. */
  prepare?: (tx: TenantTx) => Promise<void>;
}

/** A vendor with one customer, whose account is connected and whose first run is queued: where a connect has just ended. */
export async function seedSync({
  connector,
  object,
  label,
  credential,
  answers = {},
  mode = 'incremental',
  schedule = { kind: 'every', seconds: 60 },
  backfillDays,
  prepare,
  owners,
  ...mapped
}: SeedSync): Promise<SeededSync> {
  const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
  const now = new Date();
  return withTenant({ environmentId }, async (tx) => {
    await prepare?.(tx);
    const definition = {
      does: [],
      syncs: [{ object, model: object, label, mode, schedule, ...(owners && { owners }) }],
    };
    const integration = await createIntegration(tx, {
      slug: connector,
      connector,
      name: connector,
      description: connector,
      category: 'Other',
      status: 'published',
      definition,
    });
    const customer = await ensureCustomer(tx, { externalId: 'globex', name: 'Globex' });
    if (!customer) throw new Error('The customer was not made.');
    const installationId = newId('installation');
    const connectionId = newId('connection');
    const ids = { environment_id: environmentId, customer_id: customer.id };
    await tx
      .insertInto('installation')
      .values({
        ...ids,
        id: installationId,
        integration_id: integration.id,
        integration_version: 1,
        status: 'active',
        answers: JSON.stringify(answers),
      })
      .execute();
    await tx
      .insertInto('connection')
      .values({
        ...ids,
        id: connectionId,
        installation_id: installationId,
        connector,
        status: 'active',
        account_id: '1',
        account_name: 'One',
      })
      .execute();
    await putCredential(tx, { connectionId, customerId: customer.id, credential, now });
    await createSync(tx, {
      object,
      model: object,
      label,
      mode,
      schedule,
      backfillDays,
      ...mapped,
      customerId: customer.id,
      installationId,
      connectionId,
      now,
    });
    const [sync] = await listSyncsOfConnection(tx, connectionId);
    if (!sync) throw new Error('The sync was not made.');
    return { environmentId, customerId: customer.id, installationId, connectionId, syncId: sync.id };
  });
}
