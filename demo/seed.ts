import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { withTenant } from '#server/db/tenant.ts';
import { createEmbedKey } from '#server/embed-keys/create-embed-key.ts';
import { saveEnvironment } from '#server/environments/environment.queries.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { createOwner } from '#server/members/create-owner.ts';
import { examplesPort } from './demo-settings.ts';

export interface DemoSeed {
  environment: EnvironmentId;
  secretKey: string;
  owner: { email: string; password: string };
  embedKey: { id: string; privateKey: string };
}

/** What the demo's vendor would have done by hand: sign up, make keys. Done once; the secrets are kept beside the data. */
export async function seedVendor(): Promise<DemoSeed> {
  const owner = { email: 'owner@acme.example', password: randomBytes(12).toString('base64url') };
  const { memberId, environmentId } = await createOwner({ vendor: 'Acme', name: 'Olivia Owner', ...owner });
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return withTenant({ environmentId }, async (tx) => {
    const apiKey = await createApiKey(tx, { name: "Acme's backend", createdBy: memberId });
    const embedKey = await createEmbedKey(tx, { name: "Acme's backend", publicKey });
    return { environment: environmentId, secretKey: apiKey.secret, owner, embedKey: { id: embedKey.kid, privateKey } };
  });
}

interface Offer {
  environment: EnvironmentId;
  acmeOrigin: string;
  sandboxOrigin: string;
  client: { id: string; secret: string };
}

const everyFiveMinutes = { kind: 'every' as const, seconds: 300 };

/** What the vendor offers. Written at every start, because ports may have changed. */
export async function seedOffer({ environment, acmeOrigin, sandboxOrigin, client }: Offer): Promise<void> {
  await withTenant({ environmentId: environment }, async (tx) => {
    await saveEnvironment(tx, {
      allowedOrigins: [acmeOrigin, `http://localhost:${examplesPort}`],
      returnUrls: [`${acmeOrigin}/integrations`],
    });
    await saveOauthApp(tx, {
      connector: 'tidewater',
      clientId: client.id,
      clientSecret: client.secret,
      scopes: [],
      parameters: { origin: sandboxOrigin },
    });
    await createIntegration(tx, {
      slug: 'tidewater',
      connector: 'tidewater',
      name: 'Tidewater',
      description: 'Bring the people from your CRM to Acme, and keep them current.',
      category: 'CRM',
      status: 'published',
      definition: {
        does: [
          { direction: 'in', sentence: 'Contacts from Tidewater become people in Acme.' },
          { direction: 'in', sentence: 'What changes or is deleted in Tidewater follows by itself.' },
          { direction: 'out', sentence: 'A title that you change in Acme is changed in Tidewater, too.' },
        ],
        syncs: [
          {
            object: 'contact',
            model: 'contact',
            label: 'contacts',
            mode: 'incremental',
            schedule: everyFiveMinutes,
          },
        ],
      },
    });
    await createIntegration(tx, {
      slug: 'postgres',
      connector: 'postgres',
      name: 'PostgreSQL',
      description: 'Read the places of your own database into Acme.',
      category: 'Databases',
      status: 'published',
      definition: {
        does: [
          { direction: 'in', sentence: 'Rows of a table that you choose become places in Acme.' },
          { direction: 'in', sentence: 'Acme only reads; nothing is ever written to your database.' },
        ],
        syncs: [{ object: 'row', model: 'place', label: 'places', mode: 'incremental', schedule: everyFiveMinutes }],
      },
    });
  });
}
