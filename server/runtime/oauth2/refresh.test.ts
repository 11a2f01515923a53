import { describe, expect, it } from 'vitest';
import type { OAuth2Auth } from '#connectors/kit/index.ts';
import { testApp } from '../test-app.ts';
import { canRefresh, refresh } from './refresh.ts';
import { now, oldCredential as old, testAccess } from './test-access.ts';

const app = testApp();
type Given = Parameters<typeof testAccess>[1];
const renew = (given: Given = {}, credential = old) =>
  refresh({ access: testAccess(app.origin(), given), credential, now });

describe('refresh', () => {
  it('takes the new tokens', async () => {
    app.play({ request: 'POST /token', json: { access_token: 'a1', refresh_token: 'r1', expires_in: 60, scope: 'x' } });
    expect(await renew()).toEqual({
      kind: 'oauth2',
      accessToken: 'a1',
      refreshToken: 'r1',
      expiresAt: '2026-11-21T10:01:00.000Z',
      tokenType: 'Bearer',
      scope: ['x'],
    });
    expect(app.received[0]?.form()).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'r0',
      client_id: 'acme id',
      client_secret: 's3cret:+/',
    });
  });

  it.each(['rotating', 'fixed'] as const)('keeps the old refresh token and scopes where none come: %s', async (way) => {
    app.play({ request: 'POST /token', json: { access_token: 'a1' } });
    expect(await renew({ auth: { refresh: way } })).toMatchObject({ refreshToken: 'r0', scope: ['read'] });
  });

  it('keeps the end of the refresh token, which no renewal moves', async () => {
    const refreshTokenEndsAt = '2026-11-24T00:00:00.000Z';
    app.play({ request: 'POST /token', json: { access_token: 'a1', refresh_token: 'r1' } });
    const auth = { refreshTokenEndsAfter: 604_800 };
    expect(await renew({ auth }, { ...old, refreshTokenEndsAt })).toMatchObject({ refreshTokenEndsAt });
  });

  it.each<[string, Partial<OAuth2Auth>, string, Record<string, string>]>([
    ['an address of its own', { refreshUrl: '{{origin}}/renew' }, 'POST /renew', {}],
    [
      'parameters of its own, and not those of the code',
      { refreshParameters: { old: '{{accessToken}}', scope: '{{scope}}' }, tokenParameters: { expiring: '{{code}}' } },
      'POST /token',
      { old: 'a0', scope: 'read' },
    ],
    [
      'other names',
      { parameterNames: { refresh_token: 'renewal_key', client_id: 'key', client_secret: 'secret' } },
      'POST /token',
      { renewal_key: 'r0', key: 'acme id', secret: 's3cret:+/' },
    ],
  ])('asks with %s', async (_what, auth, request, parameters) => {
    app.play({ request, json: { access_token: 'a1' } });
    await renew({ auth });
    expect(app.received[0]?.form()).toMatchObject({ grant_type: 'refresh_token', ...parameters });
    expect(app.received[0]?.form()).not.toHaveProperty('expiring');
  });

  it('finds a person’s token at the usual place, where it is renewed alone', async () => {
    const tokenPaths = { access_token: 'user.token', refresh_token: 'user.renewal' };
    app.play(
      { request: 'POST /token', json: { access_token: 'a1', refresh_token: 'r1' } },
      { request: 'POST /token', json: { access_token: 'bot', user: { token: 'a2', renewal: 'r2' } } },
    );
    expect(await renew({ auth: { tokenPaths } })).toMatchObject({ accessToken: 'a1', refreshToken: 'r1' });
    expect(await renew({ auth: { tokenPaths } })).toMatchObject({ accessToken: 'a2', refreshToken: 'r2' });
  });

  it('trades a long-lived token again, where that is the way', async () => {
    const exchange = { url: '{{origin}}/long', parameters: { grant_type: 'swap', token: '{{accessToken}}' } };
    const auth = { refresh: 'exchange' as const, exchange };
    const again = { refreshUrl: '{{origin}}/again', refreshParameters: { token: '{{accessToken}}' } };
    const credential = { ...old, refreshToken: null };
    app.play(
      { request: 'GET /long?grant_type=swap&token=a0', json: { access_token: 'a1', expires_in: 60 } },
      { request: 'GET /again?token=a0', json: { access_token: 'a2', expires_in: 60 } },
    );
    expect(await renew({ auth }, credential)).toMatchObject({ accessToken: 'a1', refreshToken: null });
    expect(await renew({ auth: { ...auth, ...again } }, credential)).toMatchObject({ accessToken: 'a2' });
  });

  it.each([
    ['a dead token', { status: 400, json: { error: 'invalid_grant' } }, { class: 'auth', code: 'invalid_grant' }],
    [
      'the same in other words',
      { json: { ok: false, error: 'token_revoked' } },
      { class: 'auth', code: 'token_revoked' },
    ],
    ['an app that is down', { status: 500, text: 'oops' }, { class: 'app_down' }],
    [
      'a refused client',
      { status: 401, json: { error: 'invalid_client' } },
      { class: 'permission', code: 'invalid_client' },
    ],
  ])('tells apart: %s', async (_what, answer, details) => {
    app.play({ request: 'POST /token', ...answer });
    await expect(renew()).rejects.toMatchObject({ details });
  });

  it('lets the connector read a code that is the app’s own, and none of the standard’s', async () => {
    const connector = { errors: () => ({ class: 'auth' as const }) };
    app.play(
      { request: 'POST /token', status: 400, json: { error: { code: 190, message: 'Session ended' } } },
      { request: 'POST /token', status: 401, json: { error: 'invalid_client' } },
      { request: 'POST /token', status: 401, text: 'no' },
    );
    const dead = { class: 'auth', code: '190', appMessage: 'Session ended' };
    await expect(renew({ connector })).rejects.toMatchObject({ details: dead });
    await expect(renew({ connector })).rejects.toMatchObject({ details: { class: 'permission' } });
    await expect(renew({ connector })).rejects.toMatchObject({ details: { class: 'permission', code: 'http_401' } });
  });

  it('asks nobody where there is nothing to ask with', async () => {
    const dead = { details: { class: 'auth', code: 'invalid_grant' } };
    await expect(renew({}, { ...old, refreshToken: null })).rejects.toMatchObject(dead);
    await expect(renew({ auth: { refresh: 'none' } })).rejects.toMatchObject(dead);
    expect(app.received).toEqual([]);
    expect(canRefresh(testAccess(app.origin()), old)).toBe(true);
    expect(
      canRefresh(testAccess(app.origin(), { auth: { refresh: 'exchange' } }), { ...old, refreshToken: null }),
    ).toBe(true);
  });

  it('ends when its caller does', async () => {
    const access = testAccess(app.origin());
    const signal = AbortSignal.abort(new Error('The run was stopped.'));
    await expect(refresh({ access, credential: old, now, signal })).rejects.toThrow('The run was stopped.');
  });
});
