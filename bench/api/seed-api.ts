import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { withTenant } from '#server/db/tenant.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { connectBulk, runOnce } from '../sync/engine.ts';

const customers = 200;

export interface SeededApi {
  environmentId: EnvironmentId;
  secretKey: string;
  syncId: string;
}

/** An environment with some hundred customers, one of whom has synced contacts, and a key to read them. */
export async function seedApi(origin: string): Promise<SeededApi> {
  const { environmentId, syncId } = await connectBulk(origin);
  await runOnce({ environmentId, syncId });
  return withTenant({ environmentId }, async (tx) => {
    for (let count = 0; count < customers; count++) {
      await ensureCustomer(tx, { externalId: `customer-${count}`, name: `Customer ${count}` });
    }
    const { secret } = await createApiKey(tx, { name: 'bench' });
    return { environmentId, syncId, secretKey: secret };
  });
}
