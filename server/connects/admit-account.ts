import { createHash } from 'node:crypto';
import { type Account, AppCallError } from '#connectors/kit/index.ts';
import { canonicalJson } from '#server/canonical-json.ts';
import type { Access } from '#server/runtime/access.ts';
import { createContext } from '#server/runtime/create-context.ts';
import type { Credential } from '#server/runtime/credential.ts';

/** An account that let us in: what it gave, and who it is. */
export interface Authorized {
  credential: Credential;
  grantedScopes: string[];
  learnt: Record<string, string>;
  account: Account;
}

interface Candidate {
  access: Access;
  accountType: string | null;
  credential: Credential;
  grantedScopes: string[];
  /** What the customer answered that is no secret: before connecting, and in the form. */
  answered: Record<string, string>;
  /** What the app has told beside the credential. */
  learnt: Record<string, string>;
}

const admitMs = 30_000;

/** Tries a credential that is stored nowhere yet: looks up what the connector must know, and asks whose account it is. */
export async function admitAccount(candidate: Candidate): Promise<Authorized> {
  const { access, credential, grantedScopes, answered } = candidate;
  const { connector } = access.connector;
  const signal = AbortSignal.timeout(admitMs);
  const known = { ...answered, ...candidate.learnt };
  const found = connector.lookUp ? await asAccount(access, known, credential, signal, connector.lookUp) : {};
  const learnt = { ...known, ...found };
  const account = connector.check
    ? await asAccount(access, learnt, credential, signal, connector.check)
    : unnamedAccount(candidate);
  return { credential, grantedScopes, learnt, account };
}

async function asAccount<T>(
  access: Access,
  learnt: Record<string, string>,
  credential: Credential,
  signal: AbortSignal,
  ask: (context: ReturnType<typeof createContext>) => Promise<T>,
): Promise<T> {
  const context = createContext({
    access: { ...access, values: { ...access.values, ...learnt } },
    source: {
      get: async () => credential,
      refused: async (_used, refusal) => {
        throw refusal ?? new AppCallError('The access was refused right after it was given.', { class: 'auth' });
      },
    },
    settings: {},
    learnt,
    signal,
    patience: 'interactive',
  });
  try {
    return await ask(context);
  } finally {
    await context.close();
  }
}

/**
 * Who it is where the app can't be asked: the same answers are the same account. Without any, the connection itself is all
 * that is known of it; its id takes the place of the empty one.
 */
function unnamedAccount({ access, accountType, answered }: Candidate): Account {
  const { name } = access.connector.connector;
  const given = Object.values(answered).find((value) => value.trim() !== '');
  if (given === undefined) return { id: '', name };
  const id = createHash('sha256').update(canonicalJson({ accountType, answered })).digest('base64url').slice(0, 32);
  return { id, name: `${name} (${given.slice(0, 80)})` };
}
