import { z } from 'zod';

const oauth2 = z.object({
  kind: z.literal('oauth2'),
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  /** By our clock, from the app's `expires_in`; null where it does not end. */
  expiresAt: z.iso.datetime().nullable(),
  tokenType: z.string(),
  scope: z.array(z.string()),
  /** When the refresh token itself ends and a person must agree again, where the app has such an end. */
  refreshTokenEndsAt: z.iso.datetime().optional(),
});

const oauth1 = z.object({ kind: z.literal('oauth1'), token: z.string(), tokenSecret: z.string() });

/** What a customer typed in, and the token that steps have made of it. */
const fields = z.object({
  // `database` is what this kind was called while databases were the only forms.
  kind: z.enum(['fields', 'database']).transform(() => 'fields' as const),
  fields: z.record(z.string(), z.unknown()),
  /** What each step has taken: `{ login: { access_token: '…' } }`. */
  token: z
    .object({
      values: z.record(z.string(), z.record(z.string(), z.string())),
      expiresAt: z.iso.datetime().nullable(),
    })
    .optional(),
});

/** Nothing is needed, and so nothing kept. */
const none = z.object({ kind: z.literal('none') });

const credentialSchema = z.union([oauth2, oauth1, fields, none]);

export type OAuthCredential = z.output<typeof oauth2>;
export type OAuth1Credential = z.output<typeof oauth1>;
export type FieldsCredential = z.output<typeof fields>;
export type Credential = z.output<typeof credentialSchema>;

export function parseCredential(json: string): Credential {
  return credentialSchema.parse(JSON.parse(json));
}

export function serialiseCredential(credential: Credential): string {
  return JSON.stringify(credential);
}

/** When it stops being accepted; null where it does not, or where nobody tells. */
export function endOf(credential: Credential): Date | null {
  const end =
    credential.kind === 'oauth2'
      ? credential.expiresAt
      : credential.kind === 'fields'
        ? (credential.token?.expiresAt ?? null)
        : null;
  return end === null ? null : new Date(end);
}
