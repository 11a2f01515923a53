import { resolve } from 'node:path';
import { AppCallError } from '#connectors/kit/index.ts';
import { type LoadedConnector, loadFolder } from '#connectors/registry.ts';
import { type CallRecord, type CredentialSource, createContext } from './create-context.ts';
import type { Credential } from './credential.ts';

interface TestContext {
  connector: LoadedConnector;
  credential?: Credential;
  /** What follows a credential that was refused; by default nothing does. */
  renewed?: Credential;
  settings?: Record<string, unknown>;
  values?: Record<string, string>;
  patience?: 'interactive' | 'background';
  signal?: AbortSignal;
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
export function createTestContext({
  connector,
  credential = bearer('token-1'),
  renewed,
  settings = {},
  values = {},
  ...rest
}: TestContext) {
  const calls: CallRecord[] = [];
  const pauses: number[] = [];
  let current = credential;
  const source: CredentialSource = {
    get: async () => current,
    refused: async () => {
      if (renewed === undefined || current === renewed)
        throw new AppCallError('The access was refused.', { class: 'auth', code: 'refused' });
      current = renewed;
      return renewed;
    },
  };
  const context = createContext({
    connector,
    source,
    settings,
    learnt: {},
    values,
    signal: rest.signal ?? AbortSignal.timeout(20_000),
    patience: rest.patience ?? 'background',
    onCall: (call) => calls.push(call),
    pause: rest.isPatient ? undefined : async (ms) => void pauses.push(ms),
  });
  return Object.assign(context, { calls, pauses });
}
