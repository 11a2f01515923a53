import { createHash, randomBytes } from 'node:crypto';
import { oauthClient, redirectUri } from '#server/catalog/oauth-apps.ts';
import { type Clock, secondsAfter } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { seal } from '#server/keys/seal.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import { authorizeUrl } from '#server/runtime/oauth2.ts';
import { sha256 } from '#server/secrets.ts';
import type { ConnectId } from './connect.queries.ts';
import { connectSeconds } from './connect.ts';
import { statePlace } from './connect-state.queries.ts';

interface Begin {
  environmentId: EnvironmentId;
  connectId: ConnectId;
  /** The one-time code that the popup got from its opener. */
  code: string;
}

/**
 * Burns the popup's one-time code, binds the connect to this browser (the cookie's hash is all that is stored), and
 * answers with the app's authorize address.
 */
export async function beginAuthorization(
  { environmentId, connectId, code }: Begin,
  clock: Clock,
): Promise<{ url: URL; cookie: string }> {
  const cookie = randomBytes(32).toString('base64url');
  const state = randomBytes(32).toString('base64url');
  const verifier = randomBytes(48).toString('base64url');
  const now = clock.now();
  return withTenant({ environmentId }, async (tx) => {
    const row = await tx
      .updateTable('connect')
      .set({ handoff_hash: null, cookie_hash: sha256(cookie) })
      .where('environment_id', '=', environmentId)
      .where('id', '=', connectId)
      .where('handoff_hash', '=', sha256(code))
      .where('stage', '=', 'authorize')
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst();
    if (!row) {
      throw new AppError('gone', 'This window was opened a second time, or too late.', {
        remedy: 'Close it and connect again from the integrations page.',
      });
    }
    const integration = await getIntegration(tx, row.integration_id);
    const connector = await getConnector(integration.connector);
    const client = await oauthClient(tx, integration.connector);
    if (!client)
      throw new AppError('unavailable', 'The OAuth app of this integration was removed.', {
        remedy: 'The vendor adds it in the console.',
      });
    const redirect = redirectUri(environmentId, integration.connector);
    await tx
      .insertInto('connect_state')
      .values({
        environment_id: environmentId,
        state_hash: sha256(state),
        connect_id: row.id,
        customer_id: row.customer_id,
        connector: integration.connector,
        cookie_hash: sha256(cookie),
        secrets: await seal(tx, statePlace(row.id), JSON.stringify({ verifier })),
        redirect_uri: redirect,
        expires_at: secondsAfter(now, connectSeconds),
      })
      .execute();
    const url = authorizeUrl({
      connector,
      client,
      redirectUri: redirect,
      state,
      codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
      values: client.parameters,
    });
    return { url, cookie };
  });
}
