import type { Connector, ConnectorAuth } from '#connectors/kit/index.ts';
import { isAppCallError } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import { Secret } from '#server/secrets.ts';
import type { Access } from '../access.ts';
import type { Credential } from '../credential.ts';
import { loadTestConnector } from '../test-context.ts';
import { authenticate, type OutgoingRequest } from './authenticate.ts';

export const now = new Date('2026-11-21T10:00:00.000Z');

const base = await loadTestConnector('tidewater');

/** An app called Acme that lets us in like this. */
export function accessBy<Auth extends ConnectorAuth>(
  auth: Auth,
  { values = {}, connector = {} }: { values?: Record<string, string>; connector?: Partial<Connector> } = {},
): Access<Auth> {
  return {
    connector: { ...base, connector: { ...base.connector, name: 'Acme', errors: undefined, ...connector, auth } },
    auth,
    client: { clientId: 'client-1', clientSecret: new Secret('client-secret-1'), scopes: [], parameters: {} },
    values,
  };
}

export const typed = (fields: Record<string, unknown>): Credential => ({ kind: 'fields', fields });

/** One request of Acme's with the credential on it. */
export function sign(
  auth: ConnectorAuth,
  credential: Credential,
  request: Partial<Omit<OutgoingRequest, 'url'>> & { url?: string; values?: Record<string, string>; at?: Date } = {},
) {
  const {
    url = 'https://api.acme.example/v1/things',
    method = 'GET',
    headers = {},
    body,
    values = {},
    at = now,
  } = request;
  return authenticate({
    access: accessBy(auth, { values }),
    credential,
    request: { method, url: new URL(url), headers, ...(body !== undefined && { body }) },
    now: at,
  });
}

/** What somebody would read of a failure. */
export async function failure(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (isAppCallError(error)) return { ...error.details, message: error.message, cause: undefined };
  if (error instanceof AppError) return { class: error.code, field: error.field, message: error.message };
  throw new Error(`Expected an error that is meant to be read, got ${String(error)}`);
}
