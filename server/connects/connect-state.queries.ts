import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { open } from '#server/keys/seal.ts';
import { sha256 } from '#server/secrets.ts';
import type { ConnectId } from './connect.queries.ts';
import type { ConnectStateRow } from './connect-state.table.ts';

export const statePlace = (connectId: ConnectId) => ({ table: 'connect_state', row: connectId, column: 'secrets' });

const secretsSchema = z.object({ verifier: z.string() });

export interface ConsumedState {
  row: ConnectStateRow;
  verifier: string;
}

interface Presented {
  state: string;
  cookie: string;
  connector: string;
}

/**
 * Uses up a state: gone for ever in one DELETE, whatever comes of it. Undefined unless state, cookie, path and time all
 * agree; which of them did not is nobody's business.
 */
export async function consumeState(
  tx: TenantTx,
  presented: Presented,
  clock: Clock,
): Promise<ConsumedState | undefined> {
  const row = await tx
    .deleteFrom('connect_state')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('state_hash', '=', sha256(presented.state))
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  const agrees =
    row.cookie_hash.equals(sha256(presented.cookie)) &&
    row.connector === presented.connector &&
    row.expires_at > clock.now();
  if (!agrees) return undefined;
  const { verifier } = secretsSchema.parse(JSON.parse(await open(tx, statePlace(row.connect_id), row.secrets)));
  return { row, verifier };
}
