import { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { type Access, accessOf, fieldsOf, openFields } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import type { Credential } from '#server/runtime/credential.ts';
import type { Send } from '#server/runtime/send.ts';
import { ask, variableOf } from './ask.ts';

const meta = z.looseObject({ title: z.string().optional(), secret: z.boolean().optional() }).catch({});

export interface TryAccess {
  access: Access;
  credential: Credential;
  learnt: Record<string, string>;
  /** What must not be written anywhere. */
  secrets: string[];
}

/** Lets us in with what whoever tries it gives: an access token where the app has a sign-in, else the connector's own form. */
export async function tryAccess(
  connector: LoadedConnector,
  accountType: string | null,
  given: Record<string, string>,
  send?: Send,
): Promise<TryAccess> {
  const before = await fillIn(connector.connector.before);
  const learnt = { ...before, ...given };
  const first = accessOf({ connector, accountType, client: undefined, learnt });
  const form = fieldsOf(first.auth);
  if (form === undefined) {
    const credential = await tokenCredential(first);
    return { access: first, credential, learnt, secrets: 'accessToken' in credential ? [credential.accessToken] : [] };
  }
  const fields = form.fields.parse(await fillIn(form.fields));
  const known = { ...learnt, ...openFields(first.auth, fields) };
  const access = accessOf({ connector, accountType, client: undefined, learnt: known });
  const credential = await obtainCredential({ access, fields, now: new Date(), send });
  const open = new Set(Object.keys(openFields(first.auth, fields)));
  const typed = Object.entries(fields).filter(([name]) => !open.has(name));
  const taken = Object.values(credential.token?.values ?? {}).flatMap((values) => Object.values(values));
  return { access, credential, learnt: known, secrets: [...typed.map(([, value]) => String(value)), ...taken] };
}

async function tokenCredential({ auth, connector }: Access): Promise<Credential> {
  if (auth.kind === 'none') return { kind: 'none' };
  if (auth.kind === 'oauth1') {
    const [token = '', tokenSecret = ''] = [
      await ask('token', 'Token', true),
      await ask('tokenSecret', 'Token secret', true),
    ];
    return { kind: 'oauth1', token, tokenSecret };
  }
  const accessToken = await ask('token', `An access token of ${connector.connector.name}`, true);
  if (accessToken === undefined)
    throw new Error(
      `${connector.connector.name} lets in by a sign-in: give an access token in ${variableOf('token')}, or another --account-type.`,
    );
  return { kind: 'oauth2', accessToken, refreshToken: null, expiresAt: null, tokenType: 'Bearer', scope: [] };
}

async function fillIn(form: z.ZodObject | undefined): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [name, schema] of Object.entries(form?.shape ?? {})) {
    const { title = name, secret = false } = meta.parse(schema instanceof z.ZodType ? schema.meta() : undefined);
    const answer = await ask(name, title, secret);
    if (answer !== undefined) answers[name] = answer;
  }
  return answers;
}
