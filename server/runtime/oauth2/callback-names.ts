import { createHmac } from 'node:crypto';
import type { ConnectorAuth } from '#connectors/kit/index.ts';
import { equalSecrets } from '#server/secrets.ts';
import type { Access } from '../access.ts';
import { oauthAccess } from './oauth-access.ts';
import { nameOf } from './parameters.ts';

export interface CallbackAnswer {
  code?: string;
  state?: string;
  iss?: string;
  error?: string;
  errorDescription?: string;
}

/** Reads the callback's query under the names that the app has for the standard's parameters. One that comes twice counts as none. */
export function readCallback(auth: ConnectorAuth, query: URLSearchParams): CallbackAnswer {
  const names = auth.kind === 'oauth2' ? auth.parameterNames : undefined;
  const once = (name: string) => {
    const values = query.getAll(nameOf(name, names));
    return values.length === 1 && values[0] !== '' ? values[0] : undefined;
  };
  const answer = {
    code: once('code'),
    state: once('state'),
    iss: once('iss'),
    error: once('error'),
    errorDescription: once('error_description'),
  };
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
}

/** What is wrong with the signature of the callback's query, where the app signs it; undefined when nothing is. */
export function signedCallbackProblem(access: Access, query: URLSearchParams): string | undefined {
  const { auth, client, app } = oauthAccess(access);
  if (auth.signedCallback === undefined) return undefined;
  const { parameter } = auth.signedCallback;
  const [signature, ...others] = query.getAll(parameter);
  if (signature === undefined || others.length > 0) return `The answer of ${app} is not signed, as its answers are.`;
  const pairs = [...query].filter(([name]) => name !== parameter);
  const secret = client.clientSecret.reveal();
  const matches = [plainText(pairs), encodedText(pairs)].map((text) =>
    equalSecrets(createHmac('sha256', secret).update(text).digest('hex'), signature.toLowerCase()),
  );
  if (secret !== '' && matches.includes(true)) return undefined;
  return `The answer was not signed by ${app}: somebody has changed it, or the client secret of the OAuth app is another one.`;
}

type Pair = [name: string, value: string];

const byName = ([a]: Pair, [b]: Pair): number => (a < b ? -1 : a > b ? 1 : 0);

/** The decoded values, with only those characters escaped that separate them. */
function plainText(pairs: Pair[]): string {
  const escaped = (text: string) => text.replaceAll('%', '%25').replaceAll('&', '%26');
  const sorted = [...pairs].sort(byName);
  return sorted.map(([name, value]) => `${escaped(name).replaceAll('=', '%3D')}=${escaped(value)}`).join('&');
}

/** Encoded as a query is. Apps' own libraries differ in this, and only for values that hold more than letters and digits. */
function encodedText(pairs: Pair[]): string {
  return new URLSearchParams([...pairs].sort(byName)).toString();
}
