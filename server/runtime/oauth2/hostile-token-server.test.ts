import { describe, expect, it } from 'vitest';
import { isAppCallError } from '#connectors/kit/index.ts';
import type { OAuthCredential } from '../credential.ts';
import { exchangeCode } from './exchange-code.ts';
import { refresh } from './refresh.ts';
import { codeInput, now, oldCredential, testAccess } from './test-access.ts';
import { type Hostility, hostileTokenServer } from './test-token-server.ts';

const server = hostileTokenServer();
const accessTo = (name: Hostility) => testAccess(server.origin(), { auth: { tokenUrl: `{{origin}}/token/${name}` } });
const ask = (name: Hostility) =>
  exchangeCode({ ...codeInput, access: accessTo(name), signal: AbortSignal.timeout(3_000) });

type Refusal = [kind: string, code: string, words: string];
const noToken = (words: string): Refusal => ['protocol', 'token_answer', words];

const refused: Partial<Record<Hostility, Refusal>> = {
  html: noToken("Acme's token address is a web page instead of a token: Maintenance"),
  'error-under-200': ['auth', 'invalid_grant', 'Acme no longer accepts this access'],
  redirect: ['protocol', 'http_302', 'sends us on to another one'],
  'redirect-elsewhere': ['protocol', 'http_307', 'sends us on to another one'],
  endless: ['too_large', 'answer_too_large', '127.0.0.1'],
  'zip-bomb': ['too_large', 'answer_too_large', '127.0.0.1'],
  silent: ['timeout', 'timeout', 'did not answer in time'],
  drip: ['timeout', 'timeout', 'did not answer in time'],
  cut: ['network', 'UND_ERR_SOCKET', 'could not be reached: it closed the connection'],
  'cut-at-once': ['network', 'UND_ERR_SOCKET', 'could not be reached: it closed the connection'],
  'not-http': ['protocol', 'HTTPParserError', 'is not HTTP as it should be'],
  'wrong-types': noToken('has no usable access_token'),
  prototype: noToken('has no usable access_token'),
  'line-break': noToken('can’t travel in a header'),
  'refresh-line-break': noToken('has no usable refresh_token'),
  mac: noToken('gives tokens of the type mac'),
  'utf-16': noToken('is neither JSON nor form-encoded'),
  deep: noToken('is neither JSON nor form-encoded'),
  'bad-status': ['app_down', 'http_500', 'is not working at the moment (500)'],
  'control-characters': ['permission', 'invalid_client', 'refused the OAuth app itself (invalid_client)'],
};

const survived: Partial<Record<Hostility, Partial<OAuthCredential>>> = {
  polluting: { refreshToken: null, expiresAt: null },
  'negative-life': { expiresAt: null },
  'huge-life': { expiresAt: '2036-11-18T10:00:00.000Z' },
  'infinite-life': { expiresAt: null },
  'text-life': { expiresAt: null },
  'no-refresh-token': { refreshToken: null },
  bom: { accessToken: 'a1' },
  twice: { accessToken: 'a1' },
  'many-scopes': { scope: ['s'] },
  good: { accessToken: 'a1', refreshToken: 'r1', expiresAt: '2026-11-21T10:01:00.000Z' },
};

const refusals = Object.entries(refused).map(([name, refusal]) => [name, ...refusal] as [Hostility, ...Refusal]);
const survivals = Object.entries(survived) as [Hostility, Partial<OAuthCredential>][];

describe('a hostile token server', () => {
  it('has each of its ways judged', () => {
    expect([...refusals, ...survivals].map(([name]) => name).sort()).toEqual([...server.names].sort());
  });

  it.each(refusals)('%s is named: %s, %s', async (name, kind, code, words) => {
    const error: unknown = await ask(name).catch((thrown: unknown) => thrown);
    if (!isAppCallError(error)) throw new Error(`${name} gave ${String(error)}`);
    expect(error.details).toMatchObject({ class: kind, code });
    expect(error.message).toContain(words);
    expect(error.message + (error.details.appMessage ?? '')).not.toMatch(/\p{Cc}/u);
    const everything = JSON.stringify([error.message, error.stack, error.details]);
    expect(everything).not.toMatch(/s3cret|verifier|"abc"/);
  });

  it.each(survivals)('%s is survived', async (name, kept) => {
    expect((await ask(name)).credential).toMatchObject({ accessToken: 'a1', ...kept });
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('that forgets the new refresh token leaves the old one in use', async () => {
    const renewed = await refresh({ access: accessTo('no-refresh-token'), credential: oldCredential, now });
    expect(renewed).toMatchObject({ accessToken: 'a1', refreshToken: 'r0' });
  });

  it('that is a forbidden address is not called', async () => {
    const access = testAccess(server.origin(), { auth: { tokenUrl: 'http://169.254.169.254/token' } });
    await expect(exchangeCode({ ...codeInput, access })).rejects.toMatchObject({
      details: { class: 'network', code: 'address_refused' },
    });
  });
});
