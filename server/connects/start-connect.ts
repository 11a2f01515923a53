import { randomBytes } from 'node:crypto';
import { oauthClient } from '#server/catalog/oauth-apps.ts';
import type { Clock } from '#server/clock.ts';
import { findConnectionOfInstallation, getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type EmbedSession, requireAdmin } from '#server/embed/embed-session.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { ConnectionId } from '#server/ids.ts';
import { discardSetup } from '#server/installations/discard-setup.ts';
import { findInstallation } from '#server/installations/installation.queries.ts';
import { getIntegrationBySlug } from '#server/integrations/get-integration.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import { sha256 } from '#server/secrets.ts';
import { type ConnectId, insertConnect, lockOpenConnect, moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';

export interface Started {
  row: ConnectRow;
  handoff: string | null;
}

interface StartConnect {
  session: EmbedSession;
  slug: string;
  reconnect?: ConnectionId;
}

/** Begins to connect an integration, or to connect an account of it again. */
export async function startConnect(
  tx: TenantTx,
  { session, slug, reconnect }: StartConnect,
  clock: Clock,
): Promise<Started> {
  requireAdmin(session);
  const integration = await getIntegrationBySlug(tx, slug);
  if (integration.status !== 'published') throw notFound('integration', slug);
  const { connector } = await getConnector(integration.connector);
  if (connector.auth.kind === 'oauth2' && !(await oauthClient(tx, integration.connector))) {
    throw new AppError('unavailable', `${connector.name} can't be connected yet: its OAuth app is not set up.`, {
      remedy: 'The vendor adds the OAuth app in the console under Integrations.',
    });
  }
  const installation = await findInstallation(tx, integration.id);
  if (reconnect) {
    const connection = await getConnection(tx, reconnect);
    if (connection.installation_id !== installation?.id || connection.status === 'disconnected')
      throw notFound('connection', reconnect);
  } else if (installation?.status === 'setup') {
    await discardSetup(tx, installation, clock.now());
  } else if (installation && (await findConnectionOfInstallation(tx, installation.id))) {
    throw new AppError('conflict', `${connector.name} is connected already.`, {
      remedy: 'Reconnect it, or disconnect it first.',
    });
  }
  const row = await insertConnect(tx, {
    customerId: session.customerId,
    endUserId: session.endUserId,
    integrationId: integration.id,
    connectionId: reconnect,
    origin: session.origin ?? '',
    now: clock.now(),
  });
  return connector.auth.kind === 'oauth2' ? withHandoff(tx, row) : { row, handoff: null };
}

/** A fresh one-time code for the popup; the one before is worth nothing from now on. */
export async function renewHandoff(tx: TenantTx, id: ConnectId, clock: Clock): Promise<Started> {
  return withHandoff(tx, await lockOpenConnect(tx, id, clock));
}

async function withHandoff(tx: TenantTx, row: ConnectRow): Promise<Started> {
  const handoff = randomBytes(32).toString('base64url');
  return { row: await moveConnect(tx, row, 'authorize', { handoffHash: sha256(handoff), failure: null }), handoff };
}
