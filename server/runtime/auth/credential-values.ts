import { AppCallError } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import type { Credential, FieldsCredential, OAuth1Credential, OAuthCredential } from '../credential.ts';

type Values = Record<string, unknown>;

/** What a form's answers are to templates: a field that holds a JSON object, as a service account's key file does, can be read into. */
export function fieldValues(fields: Values): Values {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, opened(value)]));
}

/** What steps have taken, as templates read it: a cookie called `connect.sid` is `{{login.connect.sid}}`. */
export function stepValues(steps: Record<string, Record<string, string>>): Values {
  return Object.fromEntries(Object.entries(steps).map(([step, taken]) => [step, nested(taken)]));
}

/** A credential of one kind, or the word that this connection was made in another way. */
export function expectFields(credential: Credential, access: Access): FieldsCredential {
  if (credential.kind === 'fields') return credential;
  throw madeOtherwise(access);
}

export function expectOAuth2(credential: Credential, access: Access): OAuthCredential {
  if (credential.kind === 'oauth2') return credential;
  throw madeOtherwise(access);
}

export function expectOAuth1(credential: Credential, access: Access): OAuth1Credential {
  if (credential.kind === 'oauth1') return credential;
  throw madeOtherwise(access);
}

function madeOtherwise({ connector }: Access): AppCallError {
  const { name } = connector.connector;
  return new AppCallError(`${name} is let in in another way than when this was connected. Connect it again.`, {
    class: 'auth',
    code: 'other_way_in',
  });
}

function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? parsed : value;
  } catch {
    return value;
  }
}

function nested(taken: Record<string, string>): Values {
  // Without a prototype: what is called `__proto__` is a name like any other.
  const root: Values = Object.create(null);
  for (const [name, value] of Object.entries(taken)) {
    const parts = name.split('.');
    const last = parts.pop() ?? name;
    let at = root;
    for (const part of parts) {
      const inner = at[part];
      const next: Values = isValues(inner) ? inner : Object.create(null);
      at[part] = next;
      at = next;
    }
    at[last] = value;
  }
  return root;
}

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;
