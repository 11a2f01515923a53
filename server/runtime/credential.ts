import { z } from 'zod';

const oauthCredential = z.object({
  kind: z.literal('oauth2'),
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  /** By our clock, from the app's `expires_in`; null where it does not end. */
  expiresAt: z.iso.datetime().nullable(),
  tokenType: z.string(),
  scope: z.array(z.string()),
});

const databaseCredential = z.object({ kind: z.literal('database'), fields: z.record(z.string(), z.unknown()) });

const credentialSchema = z.discriminatedUnion('kind', [oauthCredential, databaseCredential]);

export type OAuthCredential = z.infer<typeof oauthCredential>;
export type DatabaseCredential = z.infer<typeof databaseCredential>;
export type Credential = OAuthCredential | DatabaseCredential;

export function parseCredential(json: string): Credential {
  return credentialSchema.parse(JSON.parse(json));
}

export function serialiseCredential(credential: Credential): string {
  return JSON.stringify(credential);
}
