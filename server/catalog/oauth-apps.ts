import { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { open, seal } from '#server/keys/seal.ts';
import { type OAuthClient, usesOauthApp } from '#server/runtime/access.ts';
import { Secret } from '#server/secrets.ts';
import { findConnector, getConnector } from './get-connector.ts';
import { findOauthApp, upsertOauthApp } from './oauth-app.queries.ts';
import type { OauthAppRow } from './oauth-app.table.ts';
import { authsOf } from './template-names.ts';

const parametersSchema = z.record(z.string(), z.string());

const place = (id: string) => ({ table: 'oauth_app', row: id, column: 'client_secret' });
const parametersPlace = (id: string) => ({ table: 'oauth_app', row: id, column: 'secret_parameters' });

/** The app that this environment has for a connector; undefined where there is none (yet, or because none is needed). */
export async function oauthClient(tx: TenantTx, connector: string, resource = ''): Promise<OAuthClient | undefined> {
  const row = await usableApp(tx, connector, resource);
  if (!row) return undefined;
  return {
    clientId: row.client_id,
    clientSecret: new Secret(await open(tx, place(row.id), row.client_secret)),
    scopes: row.scopes,
    parameters: { ...parametersSchema.parse(row.parameters), ...(await secretParameters(tx, row)) },
  };
}

/** Whether customers can be let in by the vendor's own client. */
export const hasOauthClient = async (tx: TenantTx, connector: string): Promise<boolean> =>
  (await usableApp(tx, connector)) !== undefined;

/** A shared app that was kept while this was a development environment is nothing that customers are let in by. */
async function usableApp(tx: TenantTx, connector: string, resource = ''): Promise<OauthAppRow | undefined> {
  const row = await findOauthApp(tx, connector, resource);
  return row?.kind === 'development' && (await getEnvironment(tx)).kind !== 'development' ? undefined : row;
}

/** The vendor's further values that are secret. */
export async function secretParameters(tx: TenantTx, row: OauthAppRow): Promise<Record<string, string>> {
  if (!row.secret_parameters) return {};
  return parametersSchema.parse(JSON.parse(await open(tx, parametersPlace(row.id), row.secret_parameters)));
}

/** Where the app must send people back to: one address per environment and connector, so that no answer can be taken for another's. */
export const redirectUri = (environmentId: string, connector: string): string =>
  `${baseUrl()}/api/oauth/callback/${environmentId}/${connector}`;

interface SaveOauthApp {
  connector: string;
  /** Empty for an app that is let in without a client, and asks the vendor for something else. */
  clientId: string;
  /** Left out: stays as it is. */
  clientSecret?: string | undefined;
  scopes?: string[] | undefined;
  parameters?: Record<string, string> | undefined;
  kind?: 'own' | 'development' | undefined;
}

/** Keeps what the vendor has registered at the app. */
export async function saveOauthApp(tx: TenantTx, input: SaveOauthApp): Promise<OauthAppRow> {
  const loaded = await getOauthConnector(tx, input.connector);
  const known = await findOauthApp(tx, input.connector);
  const kind = input.kind ?? known?.kind ?? 'own';
  if (kind === 'development') await requireDevelopment(tx);
  const id = known?.id ?? newId('oauthApp');
  const sealed =
    input.clientSecret === undefined ? known?.client_secret : await seal(tx, place(id), input.clientSecret);
  requireClientId(loaded, input.clientId);
  if (!sealed && hasClientSecret(loaded)) {
    throw new AppError('invalid', 'The client secret is missing.', {
      field: 'clientSecret',
      remedy: 'Copy it from where the app is registered.',
    });
  }
  const { open: parameters, secret } = splitParameters(loaded, input.parameters ?? {});
  const secrets = { ...(known && (await secretParameters(tx, known))), ...secret };
  return upsertOauthApp(tx, {
    id,
    connector: input.connector,
    kind,
    resource: '',
    client_id: input.clientId,
    client_secret: sealed ?? (await seal(tx, place(id), '')),
    scopes: input.scopes ?? known?.scopes ?? [],
    parameters: JSON.stringify(input.parameters ? parameters : (known?.parameters ?? {})),
    secret_parameters:
      Object.keys(secrets).length > 0 ? await seal(tx, parametersPlace(id), JSON.stringify(secrets)) : null,
  });
}

function requireClientId(loaded: LoadedConnector, clientId: string): void {
  const isWanted = usesOauthApp(loaded) || (mayHaveClient(loaded) && loaded.connector.appFields === undefined);
  if (clientId !== '' || !isWanted) return;
  throw new AppError('invalid', 'The client id is missing.', {
    field: 'clientId',
    remedy: 'Copy it from where the app is registered.',
  });
}

/** A client that proves itself by its id alone was given no secret. */
const hasClientSecret = (loaded: LoadedConnector): boolean =>
  usesOauthApp(loaded) && !(loaded.connector.auth.kind === 'oauth2' && loaded.connector.auth.clientAuth === 'none');

const secretMeta = z.object({ secret: z.literal(true) });

/** What the connector's own form calls secret is kept sealed; a secret that was left empty stays as it is. */
function splitParameters({ connector }: LoadedConnector, parameters: Record<string, string>) {
  const shape = connector.appFields?.shape ?? {};
  const isSecret = (name: string) => {
    const schema = shape[name];
    return schema instanceof z.ZodType && secretMeta.safeParse(schema.meta()).success;
  };
  const given = Object.entries(parameters);
  return {
    open: Object.fromEntries(given.filter(([name]) => !isSecret(name))),
    secret: Object.fromEntries(given.filter(([name, value]) => isSecret(name) && value !== '')),
  };
}

interface Registration {
  connector: string;
  /** The server that we are registered at. */
  resource: string;
  clientId: string;
  clientSecret: string | null;
  parameters: Record<string, string>;
}

/** Keeps the client that a server has given to us, so that the next customer of it is let in as the same. */
export async function keepRegistration(tx: TenantTx, registration: Registration): Promise<void> {
  const { connector, resource, clientId, clientSecret, parameters } = registration;
  const id = newId('oauthApp');
  await upsertOauthApp(tx, {
    id,
    connector,
    kind: 'registered',
    resource,
    client_id: clientId,
    client_secret: await seal(tx, place(id), clientSecret ?? ''),
    scopes: [],
    parameters: JSON.stringify(parameters),
    secret_parameters: null,
  });
}

/** Whether the vendor may give a client of its own: it must, or the app is an MCP server, at which not everybody can register. */
export const mayHaveClient = (loaded: LoadedConnector): boolean =>
  usesOauthApp(loaded) || authsOf(loaded.connector).some(({ kind }) => kind === 'mcp');

/** Whether the vendor is asked for something, before customers can connect it or for what it can do then. */
const asksVendor = (loaded: LoadedConnector): boolean =>
  mayHaveClient(loaded) || loaded.connector.appFields !== undefined;

/** The connector, if it is one that the vendor registers an app for. */
export async function getOauthConnector(tx: TenantTx, slug: string): Promise<LoadedConnector> {
  const loaded = await getConnector(tx, slug);
  if (asksVendor(loaded)) return loaded;
  throw new AppError('invalid', `${loaded.connector.name} is connected without an OAuth app.`, {
    field: 'connector',
    remedy: 'Nothing needs to be registered.',
  });
}

/** A shared app is for trying out: what it may do, others that share it may do too. */
async function requireDevelopment(tx: TenantTx): Promise<void> {
  const { kind, name } = await getEnvironment(tx);
  if (kind === 'development') return;
  throw new AppError('invalid', `A development app works in development only, and ${name} is ${kind}.`, {
    field: 'kind',
    remedy: 'Register an app of your own here.',
  });
}

/**
 * Which of these connectors nobody can connect before the vendor has registered an app, and which ask the vendor anything at
 * all. A connector that can't be loaded needs none: it can't be used at all.
 */
export async function vendorNeeds(tx: TenantTx, slugs: string[]): Promise<{ needed: Set<string>; asked: Set<string> }> {
  const listed: LoadedConnector[] = [];
  for (const slug of new Set(slugs)) {
    const loaded = await findConnector(tx, slug);
    if (loaded) listed.push(loaded);
  }
  const named = (connectors: LoadedConnector[]) => new Set(connectors.map(({ slug }) => slug));
  return { needed: named(listed.filter(usesOauthApp)), asked: named(listed.filter(asksVendor)) };
}
