import { clientAssertion } from './client-assertion.ts';
import { discovered } from './endpoints.ts';
import type { OAuthAccess } from './oauth-access.ts';

export interface ClientProof {
  /** Under the standard's names. */
  fields: Record<string, string>;
  headers: Record<string, string>;
}

/** How the client proves itself at an address that gives or takes tokens. */
export async function clientProof(access: OAuthAccess, endpoint: URL, now: Date): Promise<ClientProof> {
  const { auth, client, app, values } = access;
  const { clientId } = client;
  const secret = client.clientSecret.reveal();
  switch (auth.clientAuth ?? 'body') {
    case 'none':
      return { fields: { client_id: clientId }, headers: {} };
    case 'body':
      return { fields: { client_id: clientId, ...(secret !== '' && { client_secret: secret }) }, headers: {} };
    case 'basic':
      return { fields: {}, headers: { authorization: basic(clientId, secret) } };
    case 'private_key_jwt': {
      // A server that publishes metadata is addressed by its issuer: what it says its token address is may be another server's.
      const audience = (await discovered(access))?.issuer ?? endpoint.href;
      const assertion = await clientAssertion({
        app,
        clientId,
        key: secret,
        keyId: values.keyId,
        audience,
        now,
      });
      return {
        fields: {
          client_id: clientId,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
        },
        headers: {},
      };
    }
  }
}

function basic(clientId: string, secret: string): string {
  // Form-encoded before they are joined (RFC 6749, 2.3.1), or a colon in the id would move the border. A tilde needs no
  // encoding, and some apps that hand out secrets with one do not decode.
  const encode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1).replaceAll('%7E', '~');
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString('base64')}`;
}
