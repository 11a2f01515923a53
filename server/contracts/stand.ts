import type { Contract } from '#connectors/kit/contract.ts';
import type { ConnectorAuth, ConnectorContext } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { Secret } from '#server/secrets.ts';
import { accessOf, fieldsOf, openFields } from '../runtime/access.ts';
import { createContext } from '../runtime/create-context.ts';
import type { Credential } from '../runtime/credential.ts';
import type { Court } from './court.ts';

type Context = ConnectorContext<Record<string, unknown>> & { close(): Promise<void> };

/** A connection of a connector as the engine makes it, whose requests go to the court. */
export function contextFor(loaded: LoadedConnector, contract: Contract, court: Court, timeoutMs = 30_000): Context {
  const client = {
    clientId: 'client-1',
    clientSecret: new Secret('client-secret-1'),
    scopes: [],
    parameters: contract.learnt ?? {},
  };
  const parts = { connector: loaded, accountType: accountTypeFor(loaded, contract), client };
  const { auth } = accessOf({ ...parts, learnt: {} });
  const fields = parsedFields(auth, contract.fields ?? {});
  const learnt = { ...openFields(auth, fields), ...contract.learnt };
  const credential = credentialFor(auth, fields);
  return createContext({
    access: accessOf({ ...parts, learnt }),
    source: {
      get: async () => credential,
      refused: async (_used, refusal) => {
        throw refusal ?? new Error('The access was refused.');
      },
    },
    settings: loaded.connector.settings.parse(contract.settings ?? {}),
    learnt,
    signal: AbortSignal.timeout(timeoutMs),
    patience: 'interactive',
    pause: async () => {},
    send: court.send,
    // The limits of an app are none of a run that never reaches it.
    budgets: { take: async () => () => {}, learn: () => {} },
  });
}

/** The way in that the contract has values for; else the connector's first. */
function accountTypeFor({ connector }: LoadedConnector, { fields }: Contract): string | null {
  const types = Object.entries(connector.accountTypes ?? {});
  const hasForm = (auth: ConnectorAuth | undefined) => fieldsOf(auth ?? connector.auth) !== undefined;
  const chosen = fields === undefined ? types[0] : (types.find(([, { auth }]) => hasForm(auth)) ?? types[0]);
  return chosen?.[0] ?? null;
}

function parsedFields(auth: ConnectorAuth, given: Record<string, unknown>): Record<string, unknown> {
  const form = fieldsOf(auth);
  return form === undefined ? given : form.fields.parse(given);
}

function credentialFor(auth: ConnectorAuth, fields: Record<string, unknown>): Credential {
  if (auth.kind === 'none') return { kind: 'none' };
  if (auth.kind === 'oauth1' && auth.endpoints !== undefined)
    return { kind: 'oauth1', token: 'token-1', tokenSecret: 'secret-1' };
  if (auth.kind === 'oauth2' || auth.kind === 'mcp')
    return {
      kind: 'oauth2',
      accessToken: 'token-1',
      refreshToken: null,
      expiresAt: null,
      tokenType: 'Bearer',
      scope: [],
    };
  if (auth.kind !== 'token') return { kind: 'fields', fields };
  const values = auth.steps.map((step): [string, Record<string, string>] => {
    const taken =
      'sign' in step
        ? ['jwt']
        : 'saml' in step
          ? ['assertion']
          : [...Object.keys(step.take ?? {}), ...Object.keys(step.takeHeaders ?? {}), ...(step.takeCookies ?? [])];
    return [step.name, Object.fromEntries(taken.map((name) => [name, 'token-1']))];
  });
  return { kind: 'fields', fields, token: { values: Object.fromEntries(values), expiresAt: null } };
}
