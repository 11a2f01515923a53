import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { hasOauthClient } from '#server/catalog/oauth-apps.ts';
import type { Clock } from '#server/clock.ts';
import { findConnectionOfInstallation, getConnection } from '#server/connections/connection.queries.ts';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import { getCustomer } from '#server/customers/customer.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type EmbedSession, requireAdmin } from '#server/embed/embed-session.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { ConnectionId } from '#server/ids.ts';
import { discardSetup } from '#server/installations/discard-setup.ts';
import { findInstallation } from '#server/installations/installation.queries.ts';
import { isOffered } from '#server/integrations/entitlement.ts';
import { getIntegration, getIntegrationBySlug } from '#server/integrations/get-integration.ts';
import { translationFor } from '#server/integrations/texts.ts';
import { loadDefinition, type PinnedVersion } from '#server/integrations/version.queries.ts';
import { offeredVersion } from '#server/rollouts/offered-version.ts';
import { usesPopup } from '#server/runtime/access.ts';
import { sha256 } from '#server/secrets.ts';
import { findAskedConnect } from './ask-somebody.ts';
import { type ConnectId, insertConnect, lockOpenConnect, moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { accountTypesOf, authOf, beforeForm, beginningOf } from './ways-in.ts';

const stringMap = z.record(z.string(), z.string());

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
  if (session.onlyConnect) return startAnew(tx, session.onlyConnect, { session, slug }, clock);
  const integration = await getIntegrationBySlug(tx, slug);
  if (integration.status !== 'published') throw notFound('integration', slug);
  const loaded = await getConnector(tx, integration.connector);
  const { connector } = loaded;
  const hasClient = await hasOauthClient(tx, loaded.slug);
  const beginning = beginningOf(loaded, hasClient);
  const installation = await findInstallation(tx, integration.id);
  const waiting = await findAskedConnect(
    tx,
    { endUserId: session.endUserId, integrationId: integration.id, reconnect },
    clock.now(),
  );
  if (waiting) return { row: waiting, handoff: null };
  const version = reconnect && installation ? installation.integration_version : await offeredVersion(tx, integration);
  if (version === null) throw notFound('integration', slug);
  await refuseLocked(tx, { integration_id: integration.id, integration_version: version }, { session, reconnect });
  let known: ConnectionRow | undefined;
  if (reconnect) {
    known = await getConnection(tx, reconnect);
    if (known.installation_id !== installation?.id || known.status === 'disconnected')
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
    version,
    connectionId: reconnect,
    before: {},
    ...beginning,
    ...(known && knownWay(loaded, known, hasClient)),
    origin: session.origin ?? '',
    portalLinkId: session.portalLinkId,
    now: clock.now(),
  });
  const byPopup = row.stage === 'authorize' && usesPopup(authOf(loaded, row.account_type));
  return byPopup ? withHandoff(tx, row, session) : { row, handoff: null };
}

/** Who was asked for one connect begins that one again, and no other. */
async function startAnew(
  tx: TenantTx,
  id: ConnectId,
  { session, slug }: Pick<StartConnect, 'session' | 'slug'>,
  clock: Clock,
): Promise<Started> {
  const row = await lockOpenConnect(tx, id, clock);
  const integration = await getIntegration(tx, row.integration_id);
  if (integration.slug !== slug) throw notFound('integration', slug);
  const loaded = await getConnector(tx, integration.connector);
  const byPopup = usesPopup(authOf(loaded, row.account_type));
  if (row.stage === 'failed' && !byPopup) {
    return { row: await moveConnect(tx, row, 'authorize', { failure: null }), handoff: null };
  }
  const atWindow = row.stage === 'authorize' || row.stage === 'failed';
  return atWindow && byPopup ? withHandoff(tx, row, session) : { row, handoff: null };
}

/** Who has it may connect it again: the rule is asked once more when something runs. */
async function refuseLocked(
  tx: TenantTx,
  pinned: PinnedVersion,
  { session, reconnect }: Pick<StartConnect, 'session' | 'reconnect'>,
): Promise<void> {
  if (reconnect) return;
  const definition = await loadDefinition(tx, pinned);
  if (isOffered(definition, await getCustomer(tx, session.customerId))) return;
  const upsell = translationFor(definition.texts, session.locale)?.upsell ?? definition.upsell?.text;
  throw new AppError('forbidden', 'Your plan does not include this integration.', {
    remedy: upsell ?? 'Ask for it.',
  });
}

/** A reconnect goes straight to authorising: what was chosen and answered before still stands, while the connector still asks it. */
function knownWay(loaded: LoadedConnector, known: ConnectionRow, hasClient: boolean) {
  const accountType = known.account_type;
  const types = accountTypesOf(loaded, hasClient).map(([name]) => name);
  if (accountType === null ? loaded.connector.accountTypes : !types.includes(accountType)) return undefined;
  const learnt = stringMap.parse(known.learnt);
  const form = beforeForm(loaded, accountType);
  const before = Object.fromEntries(Object.keys(form?.shape ?? {}).flatMap((name) => pick(learnt, name)));
  if (form && !form.safeParse(before).success) return { accountType, before, stage: 'before' as const };
  return { accountType, before, stage: 'authorize' as const };
}

const pick = (values: Record<string, string>, name: string): [string, string][] => {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value === undefined ? [] : [[name, value]];
};

/** A fresh one-time code for the popup; the one before is worth nothing from now on. */
export async function renewHandoff(tx: TenantTx, id: ConnectId, session: EmbedSession, clock: Clock): Promise<Started> {
  const row = await lockOpenConnect(tx, id, clock);
  const loaded = await getConnector(tx, (await getIntegration(tx, row.integration_id)).connector);
  const mayOpen = (row.stage === 'authorize' || row.stage === 'failed') && usesPopup(authOf(loaded, row.account_type));
  if (mayOpen) return withHandoff(tx, row, session);
  throw new AppError('conflict', `Connecting is at “${row.stage}”, where no window is opened.`, {
    remedy: 'Read where it is, and go on from there.',
  });
}

/** The code is for the page that asks: that page's origin is the one that the window will speak with. */
async function withHandoff(tx: TenantTx, row: ConnectRow, { origin, portalLinkId }: EmbedSession): Promise<Started> {
  const handoff = randomBytes(32).toString('base64url');
  const page = { origin: origin ?? '', portalLinkId };
  return {
    row: await moveConnect(tx, row, 'authorize', { handoffHash: sha256(handoff), failure: null, page }),
    handoff,
  };
}
