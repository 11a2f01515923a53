import type { AllClientMetadata } from 'oidc-provider';
import { z } from 'zod';
import type { OAuthStorage } from './storage.ts';

const redirectUriSchema = z
  .url({ protocol: /^https?$/, error: 'must be http or https addresses' })
  .refine((uri) => !uri.includes('#'), 'must not have a # part');

export const clientSchema = z.strictObject({
  clientId: z.string().min(1).max(200),
  clientSecret: z.string().min(1).max(500),
  /** Only these, to the letter, are redirected to. */
  redirectUris: z.array(redirectUriSchema).min(1),
  /** What the consent page calls the app. */
  clientName: z.string().min(1).max(100).optional(),
});

export type ClientRegistration = z.infer<typeof clientSchema>;

/** Registers an app, or replaces what was registered under its id. */
export async function registerClient(storage: OAuthStorage, client: ClientRegistration): Promise<void> {
  const metadata: AllClientMetadata = {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.clientName ?? titleCase(client.clientId),
    redirect_uris: [...new Set(client.redirectUris)],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: 'web',
  };
  await storage.adapterFor('Client').upsert(client.clientId, metadata);
}

function titleCase(id: string): string {
  return id
    .split(/[-_.\s]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
