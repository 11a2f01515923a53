import { describe, expect, it } from 'vitest';
import type { OAuth2Auth } from '#connectors/kit/index.ts';
import { type Exchange, testApp } from '../test-app.ts';
import { revoke } from './revoke.ts';
import { oldCredential as old, testAccess } from './test-access.ts';

const app = testApp();
type Given = Parameters<typeof testAccess>[1];
const giveUp = (given: Given = {}, credential = old) => revoke({ access: testAccess(app.origin(), given), credential });
const client = { client_id: 'acme id', client_secret: 's3cret:+/' };
const basic = `Basic ${Buffer.from('acme+id:s3cret%3A%2B%2F').toString('base64')}`;

interface Way {
  what: string;
  auth: Partial<OAuth2Auth>;
  request: string;
  form?: Record<string, string>;
  json?: Record<string, string>;
  authorization?: string;
}

const ways: Way[] = [
  {
    what: 'as the standard says',
    auth: {},
    request: 'POST /revoke',
    form: { token: 'r0', token_type_hint: 'refresh_token', ...client },
  },
  {
    what: 'with the client in a header',
    auth: { clientAuth: 'basic' },
    request: 'POST /revoke',
    form: { token: 'r0', token_type_hint: 'refresh_token' },
    authorization: basic,
  },
  {
    what: 'under another name',
    auth: { revoke: { method: 'POST', in: 'form', parameter: 'access_token' }, clientAuth: 'none' },
    request: 'POST /revoke',
    form: { access_token: 'a0', client_id: 'acme id' },
  },
  {
    what: 'as JSON, by DELETE',
    auth: {
      revokeUrl: '{{origin}}/applications/{{clientId}}/token',
      revoke: { method: 'DELETE', in: 'form', parameter: 'access_token' },
      tokenFormat: 'json',
      clientAuth: 'basic',
    },
    request: 'DELETE /applications/acme%20id/token',
    json: { access_token: 'a0' },
    authorization: basic,
  },
  {
    what: 'with a header of its own',
    auth: {
      revoke: { method: 'POST', in: 'form', headers: { authorization: 'Client {{clientSecret}}' } },
      clientAuth: 'none',
    },
    request: 'POST /revoke',
    form: { token: 'r0', client_id: 'acme id' },
    authorization: 'Client s3cret:+/',
  },
  { what: 'in the query', auth: { revoke: { method: 'GET', in: 'query' } }, request: 'GET /revoke?token=r0' },
  { what: 'at the end of the path', auth: { revoke: { method: 'DELETE', in: 'path' } }, request: 'DELETE /revoke/r0' },
  {
    what: 'inside the path',
    auth: { revokeUrl: '{{origin}}/tokens/{{refreshToken}}/end', revoke: { method: 'DELETE', in: 'path' } },
    request: 'DELETE /tokens/r0/end',
  },
  {
    what: 'by itself',
    auth: { revoke: { method: 'POST', in: 'bearer' } },
    request: 'POST /revoke',
    authorization: 'Bearer a0',
  },
];

describe('revoke', () => {
  it.each(ways)('gives the token up $what', async ({ auth, request, form = {}, json, authorization }) => {
    app.play({ request, text: '' });
    await giveUp({ auth });
    const [received] = app.received;
    expect(json === undefined ? received?.form() : received?.json()).toEqual(json ?? form);
    expect(received?.headers.authorization).toBe(authorization);
  });

  it('gives the access token where there is no other', async () => {
    app.play({ request: 'POST /revoke', text: '' });
    await giveUp({}, { ...old, refreshToken: null });
    expect(app.received[0]?.form()).toMatchObject({ token: 'a0', token_type_hint: 'access_token' });
  });

  it.each<[string, Partial<OAuth2Auth>, Omit<Exchange, 'request'>]>([
    ['200', {}, { json: { ok: true } }],
    ['204', {}, { status: 204 }],
    ['a word that it was over', {}, { status: 400, json: { error: 'invalid_token' } }],
    ['the same under 200', {}, { json: { ok: false, error: 'token_revoked' } }],
  ])('is content with %s', async (_what, auth, answer) => {
    app.play({ request: 'POST /revoke', ...answer });
    await giveUp({ auth });
  });

  it('is content with a token that nobody knows any more', async () => {
    app.play({ request: 'DELETE /revoke/r0', status: 404, text: '' });
    await giveUp({ auth: { revoke: { method: 'DELETE', in: 'path' } } });
  });

  it.each<[Omit<Exchange, 'request'>, string]>([
    [{ status: 503, text: '' }, 'app_down'],
    [{ status: 429, text: '' }, 'app_down'],
    [{ status: 400, json: { error: 'unsupported_token_type' } }, 'protocol'],
    [{ json: { ok: false, error: 'fatal' } }, 'protocol'],
    [{ status: 302, headers: { location: 'https://evil.example' }, text: '' }, 'protocol'],
  ])('tells whether trying again makes sense: %j', async (answer, kind) => {
    app.play({ request: 'POST /revoke', ...answer });
    await expect(giveUp()).rejects.toMatchObject({ details: { class: kind } });
  });

  it('does nothing where the app has no address for it', async () => {
    await giveUp({ auth: { revokeUrl: undefined } });
    expect(app.received).toEqual([]);
  });
});
