import { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type FormField, formField } from '#server/embed/embed-schemas.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { findOauthApp } from './oauth-app.queries.ts';
import { getOauthConnector, mayHaveClient, redirectUri, secretParameters } from './oauth-apps.ts';
import { authsOf, vendorValues } from './template-names.ts';

/** The vendor's app for one connector as the console shows it: never its secret. */
export const oauthAppSchema = z.object({
  connector: z.string(),
  clientId: z.string().nullable(),
  hasSecret: z.boolean(),
  kind: z.enum(['own', 'development']),
  /** Whether a shared app may be used here, for trying out. */
  mayBeDevelopment: z.boolean(),
  /** Empty: those of the connector. */
  scopes: z.array(z.string()),
  /** What the connector knows to ask for, in plain words; the first ones are asked for unless `scopes` says otherwise. */
  knownScopes: z.array(z.object({ scope: z.string(), words: z.string(), usual: z.boolean(), optional: z.boolean() })),
  parameters: z.record(z.string(), z.string()),
  /** Whether there is a client at all. */
  hasClient: z.boolean(),
  /** What else the vendor is asked for: the connector's own questions, and values that the app's addresses need. */
  asked: z.array(formField),
  /** Those of them that are secret and stored. */
  storedSecrets: z.array(z.string()),
  redirectUri: z.string(),
  docs: z.string(),
});

export type OauthAppView = z.infer<typeof oauthAppSchema>;

export async function viewOauthApp(tx: TenantTx, slug: string): Promise<OauthAppView> {
  const loaded = await getOauthConnector(tx, slug);
  const row = await findOauthApp(tx, slug);
  const { kind } = await getEnvironment(tx);
  const oauth = authsOf(loaded.connector).flatMap((auth) => (auth.kind === 'oauth2' ? [auth] : []));
  const usual = new Set(oauth.flatMap((auth) => auth.scopes));
  const optional = new Set(oauth.flatMap((auth) => auth.optionalScopes ?? []));
  const words = Object.fromEntries(oauth.flatMap((auth) => Object.entries(auth.scopeWords)));
  return {
    connector: slug,
    clientId: row?.client_id ?? null,
    hasSecret: row !== undefined,
    kind: row?.kind === 'development' ? 'development' : 'own',
    mayBeDevelopment: kind === 'development',
    scopes: row?.scopes ?? [],
    knownScopes: [...new Set([...usual, ...Object.keys(words)])].map((scope) => ({
      scope,
      words: words[scope] ?? '',
      usual: usual.has(scope),
      optional: optional.has(scope),
    })),
    parameters: oauthAppSchema.shape.parameters.parse(row?.parameters ?? {}),
    hasClient: mayHaveClient(loaded),
    asked: [...(loaded.connector.appFields ? formFields(loaded.connector.appFields) : []), ...addressFields(loaded)],
    storedSecrets: row ? Object.keys(await secretParameters(tx, row)) : [],
    redirectUri: redirectUri(tx.tenant.environmentId, slug),
    docs: loaded.connector.docs,
  };
}

const addressFields = (loaded: LoadedConnector): FormField[] =>
  vendorValues(loaded).map(({ name, required, usedIn }) => ({
    name,
    label: name,
    help: `A part of ${usedIn}`,
    kind: 'text',
    required,
  }));
