import { z } from 'zod';
import type { ConnectorAuth } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { AppError } from '#server/errors.ts';
import type { Secret } from '#server/secrets.ts';

/** The vendor's registration at the app. */
export interface OAuthClient {
  clientId: string;
  clientSecret: Secret;
  /** Empty: the connector's. */
  scopes: string[];
  /** Values for the connector's templates: `origin`. */
  parameters: Record<string, string>;
}

/** How one connection is let in. */
export interface Access<Auth extends ConnectorAuth = ConnectorAuth> {
  connector: LoadedConnector;
  /** Of the account's type. */
  auth: Auth;
  /** Undefined where none is registered, or none is needed. */
  client: OAuthClient | undefined;
  /** What the integration needs beyond the connector's least: asked for where the vendor has not chosen scopes itself. */
  extraScopes?: string[];
  /** What templates are filled from: the account type's values, the OAuth app's, and what was learnt; the later win. */
  values: Record<string, string>;
}

interface Parts {
  connector: LoadedConnector;
  accountType: string | null;
  client: OAuthClient | undefined;
  learnt: Record<string, string>;
}

/** Puts together what a connection of this account type is let in by. */
export function accessOf({ connector, accountType, client, learnt }: Parts): Access {
  const type = accountTypeOf(connector, accountType);
  return {
    connector,
    auth: type?.auth ?? connector.connector.auth,
    client,
    values: { ...type?.values, ...client?.parameters, ...learnt },
  };
}

/** Whether a connector lets in by the vendor's own registration, in any of its account types. */
export function usesOauthApp({ connector }: LoadedConnector): boolean {
  const ways = [connector.auth, ...Object.values(connector.accountTypes ?? {}).flatMap(({ auth }) => auth ?? [])];
  return ways.some((auth) => auth.kind === 'oauth2' || (auth.kind === 'oauth1' && auth.endpoints !== undefined));
}

/** Whether the person agrees at the app, in the popup, and not in a form of ours. */
export function usesPopup(auth: ConnectorAuth): boolean {
  return auth.kind === 'oauth2' || auth.kind === 'mcp' || (auth.kind === 'oauth1' && auth.endpoints !== undefined);
}

/** The form of an auth that has one. */
export function fieldsOf(auth: ConnectorAuth): { fields: z.ZodObject; help?: string } | undefined {
  if (!('fields' in auth) || auth.fields === undefined || usesPopup(auth)) return undefined;
  return { fields: auth.fields, ...(auth.help !== undefined && { help: auth.help }) };
}

const secretMeta = z.object({ secret: z.literal(true) });

/** What was typed in and is no secret: kept beside what was learnt, for addresses and names. */
export function openFields(auth: ConnectorAuth, values: Record<string, unknown>): Record<string, string> {
  const shape = fieldsOf(auth)?.fields.shape ?? {};
  const open = Object.entries(values).filter(([name, value]) => {
    const schema = shape[name];
    const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return schema instanceof z.ZodType && isText && !secretMeta.safeParse(schema.meta()).success;
  });
  return Object.fromEntries(open.map(([name, value]) => [name, String(value)]));
}

function accountTypeOf({ connector }: LoadedConnector, name: string | null) {
  const types = connector.accountTypes;
  if (types === undefined || name === null) return undefined;
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type !== undefined) return type;
  throw new AppError('misconfigured', `${connector.name} has no account type ${name} any more.`, {
    field: 'accountType',
    remedy: `Connect it again as one of: ${Object.keys(types).join(', ')}.`,
  });
}
