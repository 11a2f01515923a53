import { resolve } from 'node:path';
import { AppCallError, type ConnectorAuth } from '#connectors/kit/index.ts';
import { type LoadedConnector, loadFolder } from '#connectors/registry.ts';
import { Secret } from '#server/secrets.ts';
import { accessOf, type OAuthClient, openFields } from './access.ts';
import { type CallRecord, type ContextInput, type CredentialSource, createContext } from './create-context.ts';
import type { Credential } from './credential.ts';
import type { TestApp } from './test-app.ts';

interface TestContext {
  connector: LoadedConnector;
  /** Takes every request, to whichever host it goes. Without it they leave this process as in production. */
  app?: Pick<TestApp, 'client'>;
  accountType?: string;
  /** What is known of the connection, by templates and functions: `{ shop: 'globex' }`. */
  learnt?: Record<string, string>;
  /** What the customer filled in, for an auth that has a form. */
  fields?: Record<string, unknown>;
  /** Made of `fields`, or a bearer token, unless told. */
  credential?: Credential;
  /** What follows a credential that was refused; by default nothing does. */
  renewed?: Credential;
  /** The vendor's registration; one with made-up values unless told. */
  client?: Partial<OAuthClient>;
  settings?: Record<string, unknown>;
  patience?: NonNullable<ContextInput['patience']>;
  signal?: AbortSignal;
  budgets?: ContextInput['budgets'];
  /** Waits for real where the engine would. */
  isPatient?: boolean;
}

export const bearer = (accessToken: string): Credential => ({
  kind: 'oauth2',
  accessToken,
  refreshToken: null,
  expiresAt: null,
  tokenType: 'Bearer',
  scope: [],
});

/** The connector of this folder below connectors/, loaded as the engine loads it. */
export async function loadTestConnector(name: string): Promise<LoadedConnector> {
  const loaded = await loadFolder(resolve('connectors', name));
  if ('reason' in loaded) throw new Error(`connectors/${name}/connector.ts: ${loaded.reason}`);
  return loaded;
}

/** The engine's own context with a fixed credential. Pauses are noted instead of waited for. */
export function createTestContext({ connector, accountType, renewed, ...given }: TestContext) {
  const client = {
    clientId: 'client-1',
    clientSecret: new Secret('client-secret-1'),
    scopes: [],
    parameters: {},
    ...given.client,
  };
  const known = accessOf({ connector, accountType: accountType ?? null, client, learnt: {} });
  const fields = parsedFields(known.auth, given.fields);
  const learnt = { ...openFields(known.auth, fields), ...given.learnt };
  const access = { ...known, values: { ...known.values, ...learnt } };
  const calls: CallRecord[] = [];
  const pauses: number[] = [];
  let current = given.credential ?? credentialFor(known.auth, fields);
  const source: CredentialSource = {
    get: async () => current,
    refused: async (_used, refusal) => {
      if (renewed === undefined || current === renewed)
        throw refusal ?? new AppCallError('The access was refused.', { class: 'auth', code: 'refused' });
      current = renewed;
      return renewed;
    },
  };
  const context = createContext({
    access,
    source,
    settings: given.settings ?? {},
    learnt,
    signal: given.signal ?? AbortSignal.timeout(20_000),
    patience: given.patience ?? 'background',
    onCall: (call) => calls.push(call),
    pause: given.isPatient ? undefined : async (ms) => void pauses.push(ms),
    ...(given.app && { send: given.app.client.send, sendStream: given.app.client.stream }),
    ...(given.budgets && { budgets: given.budgets }),
  });
  return Object.assign(context, { calls, pauses });
}

function parsedFields(auth: ConnectorAuth, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return 'fields' in auth && auth.fields !== undefined && Object.keys(fields).length > 0
    ? auth.fields.parse(fields)
    : fields;
}

function credentialFor(auth: ConnectorAuth, fields: Record<string, unknown>): Credential {
  if (auth.kind === 'oauth2' || auth.kind === 'mcp') return bearer('token-1');
  if (auth.kind === 'none') return { kind: 'none' };
  if (auth.kind === 'oauth1' && auth.endpoints !== undefined)
    return { kind: 'oauth1', token: 'token-1', tokenSecret: 'token-secret-1' };
  return { kind: 'fields', fields };
}
