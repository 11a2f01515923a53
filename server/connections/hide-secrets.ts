import { AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import type { Credential } from '#server/runtime/credential.ts';

const shortest = 6;

/** The same error without the secrets of this credential: apps repeat in their words what they were sent, and words are stored and shown. */
export function withoutSecrets(error: unknown, credential: Credential): unknown {
  if (!isAppCallError(error)) return error;
  const clean = (text: string) => textWithoutSecrets(text, credential);
  const { appMessage, cause: _, ...details } = error.details;
  const cleaned = new AppCallError(clean(error.message), {
    ...details,
    ...(appMessage !== undefined && { appMessage: clean(appMessage) }),
  });
  if (error.stack) cleaned.stack = clean(error.stack);
  return cleaned;
}

export function textWithoutSecrets(text: string, credential: Credential): string {
  return secretsOf(credential).reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}

/** Everything in a credential that could be one, in the forms in which it travels. */
function secretsOf(credential: Credential): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && value.length >= shortest) found.push(value, encodeURIComponent(value));
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) visit(inner);
  };
  if (credential.kind === 'oauth2') visit([credential.accessToken, credential.refreshToken]);
  else if (credential.kind === 'oauth1') visit([credential.token, credential.tokenSecret]);
  else if (credential.kind === 'fields') visit([credential.fields, credential.token?.values]);
  // The longer ones first, so that no part of one is left.
  return [...new Set(found)].sort((one, other) => other.length - one.length);
}
