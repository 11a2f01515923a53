import type { TenantTx } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { seal } from '#server/keys/seal.ts';
import { checkEncryptedUrl } from './encrypted-url.ts';
import type { EndpointRow } from './endpoint.table.ts';
import type { Message } from './message.ts';
import { newEndpointSecret, secretPlace } from './sign-message.ts';

interface CreateEndpoint {
  url: string;
  /** Empty: everything. */
  events: Message['type'][];
}

/** Registers an address that wants to be told. The secret is handed out here and never again. */
export async function createEndpoint(
  tx: TenantTx,
  { url, events }: CreateEndpoint,
): Promise<{ row: EndpointRow; secret: string }> {
  const id = newId('endpoint');
  const secret = newEndpointSecret();
  const row = await tx
    .insertInto('endpoint')
    .values({
      environment_id: tx.tenant.environmentId,
      id,
      url: checkEncryptedUrl(url, 'url'),
      secret: await seal(tx, secretPlace(id), secret),
      events: [...new Set(events)],
      status: 'enabled',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { row, secret };
}
