import { randomBytes } from 'node:crypto';
import type { Connector } from '#connectors/kit/index.ts';
import { loadAccess } from '#server/catalog/load-access.ts';
import { redirectUri } from '#server/catalog/oauth-apps.ts';
import { withRegistration } from '#server/catalog/with-registration.ts';
import { type Clock, secondsAfter } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { needsScopes } from '#server/integrations/needed-scopes.ts';
import { loadDefinitions } from '#server/integrations/version.queries.ts';
import { seal } from '#server/keys/seal.ts';
import { log } from '#server/log.ts';
import { sha256 } from '#server/secrets.ts';
import { authorizeAddress } from './authorize-address.ts';
import { beforeOf, type ConnectId, failConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { connectSeconds } from './connect.ts';
import { statePlace } from './connect-state.queries.ts';
import { failureOf } from './failures.ts';
import { pinnedBy } from './pinned-by.ts';
import { needsClient } from './ways-in.ts';

interface Begin {
  environmentId: EnvironmentId;
  connectId: ConnectId;
  /** The one-time code that the popup got from its opener. */
  code: string;
}

/**
 * Burns the popup's one-time code, binds the connect to this browser (the cookie's hash is all that is stored), and
 * answers with the app's authorize address. The app may have to be asked for it: no transaction is open meanwhile.
 */
export async function beginAuthorization(begin: Begin, clock: Clock): Promise<{ url: URL; cookie: string }> {
  const { environmentId, connectId } = begin;
  const cookie = randomBytes(32).toString('base64url');
  const state = randomBytes(32).toString('base64url');
  const { row, access: found } = await burnCode(begin, cookie, clock);
  const { slug, connector } = found.connector;
  const redirect = redirectUri(environmentId, slug);
  try {
    const access = await withRegistration({ environmentId }, found, clock.now());
    const { url, secrets } = await authorizeAddress({ access, redirectUri: redirect, state, now: clock.now() });
    await withTenant({ environmentId }, async (tx) => {
      await requireSameWindow(tx, row.id, cookie);
      await tx
        .insertInto('connect_state')
        .values({
          environment_id: environmentId,
          state_hash: sha256(state),
          connect_id: row.id,
          customer_id: row.customer_id,
          connector: slug,
          cookie_hash: sha256(cookie),
          secrets: await seal(tx, statePlace(row.id), JSON.stringify(secrets)),
          redirect_uri: redirect,
          expires_at: secondsAfter(clock.now(), connectSeconds),
        })
        .execute();
    });
    return { url, cookie };
  } catch (error) {
    const failure = failureOf(connector.name, error);
    if (!failure || failure.code === 'gone') throw error;
    log.warn('Connecting could not begin.', { environmentId, connector: slug, error });
    await withTenant({ environmentId }, (tx) => failConnect(tx, connectId, failure, clock));
    throw new AppError('app_refused', failure.sentence, { cause: error, remedy: failure.remedy });
  }
}

/** While the app was asked, the customer may have chosen otherwise, or another window may have been opened. */
async function requireSameWindow(tx: TenantTx, id: ConnectId, cookie: string): Promise<void> {
  const row = await tx
    .selectFrom('connect')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where('stage', '=', 'authorize')
    .where('cookie_hash', '=', sha256(cookie))
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw tooLate();
}

const tooLate = () =>
  new AppError('gone', 'This window was opened a second time, or too late.', {
    remedy: 'Close it and connect again from the integrations page.',
  });

/** Of the version that it is about, and of the one that a reconnect makes room for. */
async function scopesOfVersions(
  tx: TenantTx,
  row: ConnectRow,
  integration: IntegrationRow,
  connector: Connector,
): Promise<string[]> {
  const pinned = pinnedBy(row, integration);
  const installation = row.connection_id
    ? await getInstallation(tx, (await getConnection(tx, row.connection_id)).installation_id)
    : undefined;
  const asked = installation?.asked_version;
  const versions = asked ? [pinned, { ...pinned, integration_version: asked }] : [pinned];
  return (await loadDefinitions(tx, versions)).flatMap((definition) => needsScopes(definition, connector));
}

function burnCode({ environmentId, connectId, code }: Begin, cookie: string, clock: Clock) {
  return withTenant({ environmentId }, async (tx) => {
    const row = await tx
      .updateTable('connect')
      .set({ handoff_hash: null, cookie_hash: sha256(cookie) })
      .where('environment_id', '=', environmentId)
      .where('id', '=', connectId)
      .where('handoff_hash', '=', sha256(code))
      .where('stage', '=', 'authorize')
      .where('expires_at', '>', clock.now())
      .returningAll()
      .executeTakeFirst();
    if (!row) throw tooLate();
    const integration = await getIntegration(tx, row.integration_id);
    const { connector } = integration;
    const access = await loadAccess(tx, { connector, accountType: row.account_type, learnt: beforeOf(row) });
    if (!access.client && needsClient(access.auth)) {
      throw new AppError('unavailable', 'The OAuth app of this integration was removed.', {
        remedy: 'The vendor adds it in the console.',
      });
    }
    const extraScopes = await scopesOfVersions(tx, row, integration, access.connector.connector);
    return { row, access: { ...access, extraScopes } };
  });
}
