import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { authorizeUrl, requestedScopes } from '../oauth2/authorize-url.ts';
import { readCallback } from '../oauth2/callback-names.ts';
import { forgetServers } from '../oauth2/discover-server.ts';
import { exchangeCode } from '../oauth2/exchange-code.ts';
import { expectedIssuer } from '../oauth2/expected-issuer.ts';
import { refresh } from '../oauth2/refresh.ts';
import { revoke } from '../oauth2/revoke.ts';
import { callbackUrl, testProvider } from '../oauth2/test-provider.ts';
import { testApp } from '../test-app.ts';
import { isRegisteredAt } from './as-oauth2.ts';
import { clientDocument } from './client-document.ts';
import { discoverMcp } from './discover-mcp.ts';
import { registerMcpClient } from './register-client.ts';
import { mcpAccess } from './test-mcp.ts';

const documentUrl = 'https://portico.example/oauth/client.json';
const asked: string[] = [];
const app = testApp();
const provider = testProvider([], {
  // Nothing leaves this machine: the document is read as if it had been fetched.
  fetch: async (url) => {
    asked.push(String(url));
    const document = clientDocument({ documentUrl, redirectUris: [callbackUrl], clientName: 'Globex' });
    return Response.json(document);
  },
  features: {
    registration: { enabled: true },
    clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => false,
      getResourceServerInfo: (_context, audience) => ({
        scope: 'read write',
        audience,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});
afterEach(forgetServers);

const verifier = 'v'.repeat(64);
const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
const payload = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

describe('an MCP server with a real authorization server', () => {
  it.each([
    ['registers itself', undefined],
    ['shows its document', documentUrl],
  ])('%s, and is let in for this server alone', async (_what, document) => {
    const url = `${app.origin()}/mcp`;
    app.play(
      {
        request: 'POST /mcp',
        status: 401,
        headers: { 'www-authenticate': `Bearer resource_metadata="${app.origin()}/meta"` },
        text: '',
      },
      {
        request: 'GET /meta',
        json: { resource: url, authorization_servers: [provider.issuer()], scopes_supported: ['read'] },
      },
    );
    const unregistered = mcpAccess({ url }, {});
    expect(isRegisteredAt(unregistered, new Date())).toBe(false);
    const server = await discoverMcp(unregistered);
    const registration = await registerMcpClient({
      server,
      app: 'Acme',
      redirectUri: callbackUrl,
      clientName: 'Globex',
      documentUrl: document,
    });
    expect(registration.clientId === documentUrl).toBe(document !== undefined);

    const access = mcpAccess({ url }, {}, registration);
    expect(isRegisteredAt(access, new Date())).toBe(true);
    expect(requestedScopes(access)).toEqual(['read', 'offline_access']);
    const address = await authorizeUrl({ access, redirectUri: callbackUrl, state: 's', codeChallenge });
    const callback = await provider.agree(address, callbackUrl);
    const { code = '', iss } = readCallback(access.auth, callback);
    expect(iss).toBe(await expectedIssuer(access));

    const now = new Date();
    const { credential } = await exchangeCode({
      access,
      redirectUri: callbackUrl,
      code,
      codeVerifier: verifier,
      callback,
      now,
    });
    expect(payload(credential.accessToken)).toMatchObject({ aud: url, scope: 'read' });
    const renewed = await refresh({ access, credential, now });
    expect(payload(renewed.accessToken)).toMatchObject({ aud: url });
    await revoke({ access, credential: renewed });
    await expect(refresh({ access, credential: renewed, now })).rejects.toMatchObject({
      details: { class: 'auth', code: 'invalid_grant' },
    });
    expect(asked.length > 0).toBe(document !== undefined);
  });
});
