import type { AccountType, ConnectorAuth } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { beforeForm, needsClient } from '#server/connects/ways-in.ts';
import type { FormField } from '#server/embed/embed-schemas.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { fieldsOf } from '#server/runtime/access.ts';
import { spanWords } from './limit-words.ts';

/** One way in which a customer lets the vendor in. */
export interface WayToConnect {
  title: string;
  /** Kinds of account that are let in this way, where there are several: production, sandbox. */
  accounts: { label: string; detail?: string }[];
  /** What happens, in a sentence or two. */
  how: string;
  /** Whether the vendor must have registered an OAuth app first. */
  needsApp: boolean;
  /** What the customer is asked before the app is opened. */
  before: FormField[];
  /** What the customer types in. */
  fields: FormField[];
  help?: string;
  /** How long the access lasts. */
  lasts: string;
}

/** The ways in, each once: kinds of account that share one stand under it. */
export function waysToConnect(loaded: LoadedConnector): WayToConnect[] {
  const { connector } = loaded;
  const types = Object.entries(connector.accountTypes ?? {});
  if (types.length === 0) return [wayOf(loaded, connector.auth, [])];
  const groups = Map.groupBy(types, ([, type]) => type.auth ?? connector.auth);
  return [...groups].map(([auth, members]) => wayOf(loaded, auth, members));
}

function wayOf(loaded: LoadedConnector, auth: ConnectorAuth, types: [string, AccountType][]): WayToConnect {
  const { name } = loaded.connector;
  const asked = beforeForm(loaded, types[0]?.[0] ?? null);
  const form = fieldsOf(auth);
  const [only] = types;
  const isOne = types.length === 1;
  return {
    title: isOne && only ? only[1].label : titleOf(auth, name),
    accounts: isOne ? [] : types.map(([, { label, detail }]) => ({ label, ...(detail !== undefined && { detail }) })),
    how: [howWords(auth, name), isOne ? sentence(only?.[1].detail) : ''].filter(Boolean).join(' '),
    needsApp: needsClient(auth),
    before: asked === undefined ? [] : formFields(asked),
    fields: form === undefined ? [] : formFields(form.fields),
    ...(form?.help !== undefined && { help: form.help }),
    lasts: lastsWords(auth, name),
  };
}

const sentence = (text = ''): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`);

function titleOf(auth: ConnectorAuth, name: string): string {
  switch (auth.kind) {
    case 'oauth2':
      return `Sign in with ${name}`;
    case 'oauth1':
      return auth.endpoints ? `Sign in with ${name}` : 'With tokens';
    case 'key':
      return auth.place.basic ? 'With user name and password, or a key' : 'With a key';
    case 'token':
      return 'With credentials of an account';
    case 'signature':
      return 'With keys that sign each request';
    case 'mcp':
      return 'Sign in at the server';
    case 'certificate':
      return 'With a certificate';
    case 'ssh':
      return 'Over SSH';
    case 'database':
      return 'With a user of the database';
    case 'none':
      return 'Nothing to sign in with';
  }
}

function howWords(auth: ConnectorAuth, name: string): string {
  switch (auth.kind) {
    case 'oauth2':
      return `Your customer signs in at ${name} and agrees, in a window of its own.`;
    case 'oauth1':
      return auth.endpoints
        ? `Your customer signs in at ${name} and agrees, in a window of its own. Each request is then signed (OAuth 1.0a).`
        : 'Your customer types in tokens; each request is signed with them (OAuth 1.0a).';
    case 'key':
      return 'Your customer types it in; it goes with each request and is stored encrypted.';
    case 'token':
      return 'Your customer fills in a form; Portico fetches a token with it, and a new one before that ends.';
    case 'signature':
      return 'Your customer types them in. They never travel: each request is signed with them.';
    case 'mcp':
      return 'Your customer signs in at the MCP server and agrees. Portico registers itself there, so nothing has to be prepared.';
    case 'certificate':
      return 'Your customer gives a client certificate and its key, which prove each connection (mutual TLS).';
    case 'ssh':
      return 'Your customer gives an account of the server; its key is learnt at the first time and compared from then on.';
    case 'database':
      return 'Your customer gives a user that may read. Portico opens the database read-only.';
    case 'none':
      return 'There is nothing to type in.';
  }
}

function lastsWords(auth: ConnectorAuth, name: string): string {
  if (auth.kind === 'oauth2') {
    if (auth.refresh === 'none')
      return `For as long as ${name} lets the token live; then your customer connects again.`;
    if (auth.refreshTokenEndsAfter !== undefined) {
      const days = Math.floor(auth.refreshTokenEndsAfter / 86_400);
      const end = days < 1 ? spanWords(auth.refreshTokenEndsAfter * 1000) : `${days.toLocaleString('en')} days`;
      return `Renewed by itself, until ${name} ends it after ${end}; your customer is asked in time.`;
    }
    return 'Renewed by itself, until your customer or the app takes it back.';
  }
  if (auth.kind === 'token' || auth.kind === 'mcp') return 'Renewed by itself, until it is taken back.';
  return auth.kind === 'none' ? 'There is nothing that could end.' : `Until it is changed or taken back at ${name}.`;
}
