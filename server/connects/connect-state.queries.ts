import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { open } from '#server/keys/seal.ts';
import { sha256 } from '#server/secrets.ts';
import type { ConnectId } from './connect.queries.ts';
import type { ConnectStateRow } from './connect-state.table.ts';

export const statePlace = (connectId: ConnectId) => ({ table: 'connect_state', row: connectId, column: 'secrets' });

/** What the answer is checked with: the verifier of PKCE, or the request token of OAuth 1. */
const secretsSchema = z.object({
  verifier: z.string().optional(),
  token: z.string().optional(),
  tokenSecret: z.string().optional(),
});

export type StateSecrets = z.infer<typeof secretsSchema>;

export interface ConsumedState {
  row: ConnectStateRow;
  secrets: StateSecrets;
}

interface Presented {
  /** Under each name that the app may have for it. */
  states: readonly string[];
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
  if (presented.states.length === 0) return undefined;
  const row = await tx
    .deleteFrom('connect_state')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('state_hash', 'in', presented.states.map(sha256))
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  const agrees =
    row.cookie_hash.equals(sha256(presented.cookie)) &&
    row.connector === presented.connector &&
    row.expires_at > clock.now();
  if (!agrees) return undefined;
  const secrets = secretsSchema.parse(JSON.parse(await open(tx, statePlace(row.connect_id), row.secrets)));
  return { row, secrets };
}
