import type { Account } from '#connectors/kit/index.ts';
import { AppCallError } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#server/connections/connection-scope.ts';
import { createContext } from '#server/runtime/create-context.ts';
import type { Credential } from '#server/runtime/credential.ts';

interface Check {
  connector: LoadedConnector;
  credential: Credential;
  learnt: Record<string, string>;
  values: Record<string, string>;
}

const checkMs = 20_000;

/** Asks the app whose account this is, with a credential that is stored nowhere yet. */
export async function checkAccount({ connector, credential, learnt, values }: Check): Promise<Account> {
  const context = createContext({
    connector,
    source: {
      get: async () => credential,
      refused: async () => {
        throw new AppCallError('The access was refused right after it was given.', { class: 'auth' });
      },
    },
    settings: {},
    learnt,
    values,
    signal: AbortSignal.timeout(checkMs),
    patience: 'interactive',
  });
  try {
    return await connector.connector.check(context);
  } finally {
    await context.close();
  }
}
