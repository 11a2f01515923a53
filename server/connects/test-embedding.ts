import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { serveEmbed } from '#server/embed/serve-embed.ts';
import { createEmbedKey } from '#server/embed-keys/create-embed-key.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { saveEnvironment } from '#server/environments/environment.queries.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';

/** Whatever was answered: a test says which parts it expects. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every kind are compared with literals.
type Answered = any;

export const hostOrigin = 'http://acme.test';

export interface Embedding {
  environmentId: EnvironmentId;
  /** Signs an embed token as the vendor's backend does; `claims` and `header` replace what is usual. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** Calls `/api/embed/v1` as the SDK does in a page of the vendor. */
  call(
    session: string | null,
    method: string,
    path: string,
    body?: object,
    origin?: string | null,
  ): Promise<{ status: number; body: Answered; headers: Headers }>;
  /** A session for an admin of this customer. */
  session(customer?: string, user?: string): Promise<string>;
}

/** A vendor that offers one integration of Tidewater, with keys, an OAuth app and one page that may embed. */
export async function seedEmbedding(sandboxOrigin: string, client: { id: string; secret: string }): Promise<Embedding> {
  const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = await withTenant({ environmentId }, async (tx) => {
    await saveEnvironment(tx, { allowedOrigins: [hostOrigin], returnUrls: [] });
    await saveOauthApp(tx, {
      connector: 'tidewater',
      clientId: client.id,
      clientSecret: client.secret,
      scopes: [],
      parameters: { origin: sandboxOrigin },
    });
    await createIntegration(tx, {
      slug: 'people',
      connector: 'tidewater',
      name: 'Tidewater',
      description: 'People from Tidewater',
      category: 'CRM',
      status: 'published',
      definition: {
        does: [],
        syncs: [
          {
            object: 'contact',
            model: 'contact',
            label: 'contacts',
            mode: 'incremental',
            schedule: { kind: 'every', seconds: 300 },
          },
        ],
      },
    });
    return (
      await createEmbedKey(tx, {
        name: 'test',
        publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      })
    ).kid;
  });

  const token: Embedding['token'] = (claims = {}, header = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      aud: `portico:${environmentId}`,
      sub: 'gwen',
      customer: 'globex',
      customer_name: 'Globex',
      name: 'Gwen',
      role: 'admin',
      iat: now,
      exp: now + 300,
      jti: randomUUID(),
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', kid, ...header })
      .sign(pair.privateKey);
  };
  const call: Embedding['call'] = async (session, method, path, body, origin = hostOrigin) => {
    const headers = new Headers({
      ...(session && { authorization: `Bearer ${session}` }),
      ...(origin && { origin }),
      ...(body && { 'content-type': 'application/json' }),
    });
    const answer = await serveEmbed(
      new Request(`http://portico.test/api/embed/v1${path}`, { method, headers, body: body && JSON.stringify(body) }),
    );
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text), headers: answer.headers };
  };
  return {
    environmentId,
    token,
    call,
    async session(customer = 'globex', user = 'gwen') {
      const { status, body } = await call(null, 'POST', '/session', {
        token: await token({ customer, customer_name: customer, sub: user }),
      });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body.session;
    },
  };
}
