import { AppCallError } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import type { FieldsCredential } from '../credential.ts';
import type { Send } from '../send.ts';
import { learnHostKey } from '../sftp/learn-host-key.ts';
import { checkEnd, clientCertificate } from './client-certificate.ts';
import { unusable } from './private-key.ts';
import { looksLikePem, repairPem, UnusablePem } from './repair-pem.ts';
import { runSteps } from './run-steps.ts';

interface ObtainInput {
  access: Access;
  /** As the form's schema parsed them. */
  fields: Record<string, unknown>;
  now: Date;
  signal?: AbortSignal;
  /** For tests. */
  send?: Send;
}

/**
 * What a filled-in form becomes: the token that its steps fetch, or the fields themselves, with keys in PEM given their line breaks back.
 * Throws an `AppCallError` with the app's own words, and the form's field where one is to blame.
 */
export async function obtainCredential({
  access,
  now,
  signal,
  send,
  ...given
}: ObtainInput): Promise<FieldsCredential> {
  const { auth } = access;
  const app = access.connector.connector.name;
  const fields = Object.fromEntries(
    Object.entries(given.fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? mended(value, name, app) : value,
    ]),
  );
  switch (auth.kind) {
    case 'token':
      return {
        kind: 'fields',
        fields,
        token: await runSteps({ access: { ...access, auth }, fields, now, signal, send }),
      };
    case 'certificate':
      checkEnd(clientCertificate(fields, app), { app, now });
      return { kind: 'fields', fields };
    case 'ssh':
      return { kind: 'fields', fields: await learnHostKey({ access: { ...access, auth }, fields, signal }) };
    case 'key':
    case 'signature':
    case 'database':
    case 'oauth1':
      return { kind: 'fields', fields };
    case 'oauth2':
    case 'mcp':
    case 'none':
      throw new AppCallError(`${app} is not connected by a form.`, { class: 'internal', code: 'no_form' });
  }
}

function mended(value: string, field: string, app: string): string {
  // A key file in JSON holds PEM too; its own escapes keep it whole.
  if (!looksLikePem(value) || value.trimStart().startsWith('{')) return value;
  try {
    return repairPem(value);
  } catch (error) {
    if (!(error instanceof UnusablePem)) throw error;
    throw unusable(app, field, error.message, error);
  }
}
