import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { open, seal } from '#server/keys/seal.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import { listConnectors } from '#server/runtime/list-connectors.ts';
import { Secret } from '#server/secrets.ts';
import { findOauthApp, upsertOauthApp } from './oauth-app.queries.ts';
import type { OauthAppRow } from './oauth-app.table.ts';

const parametersSchema = z.record(z.string(), z.string());

const place = (id: string) => ({ table: 'oauth_app', row: id, column: 'client_secret' });

/** The vendor's own app at a provider, ready to be used. */
export interface OAuthClient {
  clientId: string;
  clientSecret: Secret;
  /** Empty: the connector's own. */
  scopes: string[];
  /** Values for the connector's address templates. */
  parameters: Record<string, string>;
}

/** The app that this environment registered for a connector; undefined where there is none (yet, or because none is needed). */
export async function oauthClient(tx: TenantTx, connector: string): Promise<OAuthClient | undefined> {
  const row = await findOauthApp(tx, connector);
  if (!row) return undefined;
  return {
    clientId: row.client_id,
    clientSecret: new Secret(await open(tx, place(row.id), row.client_secret)),
    scopes: row.scopes,
    parameters: parametersSchema.parse(row.parameters),
  };
}

/** Where the app must send people back to: one address per environment and connector, so that no answer can be taken for another's. */
export const redirectUri = (environmentId: string, connector: string): string =>
  `${baseUrl()}/api/oauth/callback/${environmentId}/${connector}`;

export interface OauthAppView {
  connector: string;
  clientId: string | null;
  scopes: string[];
  parameters: Record<string, string>;
  hasSecret: boolean;
  redirectUri: string;
}

export async function viewOauthApp(tx: TenantTx, connector: string): Promise<OauthAppView> {
  await getOauthConnector(connector);
  return view(tx, connector, await findOauthApp(tx, connector));
}

interface SaveOauthApp {
  connector: string;
  clientId: string;
  /** Left out: stays as it is. */
  clientSecret?: string | undefined;
  scopes?: string[] | undefined;
  parameters?: Record<string, string> | undefined;
}

export async function saveOauthApp(tx: TenantTx, input: SaveOauthApp): Promise<OauthAppView> {
  await getOauthConnector(input.connector);
  const known = await findOauthApp(tx, input.connector);
  const id = known?.id ?? newId('oauthApp');
  const sealed =
    input.clientSecret === undefined ? known?.client_secret : await seal(tx, place(id), input.clientSecret);
  if (!sealed) {
    throw new AppError('invalid', 'The client secret is missing.', {
      field: 'clientSecret',
      remedy: 'Copy it from where the app is registered.',
    });
  }
  const row = await upsertOauthApp(tx, {
    id,
    connector: input.connector,
    client_id: input.clientId,
    client_secret: sealed,
    scopes: input.scopes ?? known?.scopes ?? [],
    parameters: JSON.stringify(input.parameters ?? known?.parameters ?? {}),
  });
  return view(tx, input.connector, row);
}

const view = (tx: TenantTx, connector: string, row: OauthAppRow | undefined): OauthAppView => ({
  connector,
  clientId: row?.client_id ?? null,
  scopes: row?.scopes ?? [],
  parameters: parametersSchema.parse(row?.parameters ?? {}),
  hasSecret: row !== undefined,
  redirectUri: redirectUri(tx.tenant.environmentId, connector),
});

async function getOauthConnector(slug: string): Promise<void> {
  const { connector } = await getConnector(slug);
  if (connector.auth.kind === 'oauth2') return;
  throw new AppError('invalid', `${connector.name} is connected without an OAuth app.`, {
    field: 'connector',
    remedy: 'Nothing needs to be registered.',
  });
}

/** Which of these connectors need an app that the vendor registers. A connector that can't be loaded needs none: it can't be used at all. */
export async function needsOauthApp(slugs: string[]): Promise<Set<string>> {
  const needing = (await listConnectors())
    .filter(({ connector }) => connector.auth.kind === 'oauth2')
    .map(({ slug }) => slug);
  return new Set(needing.filter((slug) => slugs.includes(slug)));
}
