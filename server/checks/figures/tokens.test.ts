import { existsSync, readFileSync } from 'node:fs';
import { compactVerify, importJWK } from 'jose';
import { encode } from 'next-auth/jwt';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { authSecret } from '#server/auth/auth-secret.ts';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createEmbedKey } from '#server/embed-keys/create-embed-key.ts';
import { readPublicKey } from '#server/embed-keys/public-key.ts';
import { newId } from '#server/ids.ts';
import { serveConsole } from '#server/trpc/serve-console.ts';
import { api } from '#server/trpc/test-api.ts';
import { newEndpointSecret } from '#server/webhooks/sign-message.ts';

const database = testDatabase();
const corpora = '../shared/corpora/wycheproof';
const isThere = existsSync(`${corpora}/json_web_signature_test.json`);
let embedding: Embedding;

beforeAll(async () => {
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
});

const exchange = async (token: string) => (await embedding.call(null, 'POST', '/session', { token })).status;
const sessions = async () => (await database.sql('select count(*)::integer as n from embed_session'))[0]?.n;

const jwk = z.looseObject({ kid: z.string().optional() });
const keys = z.union([z.object({ keys: z.array(jwk) }), jwk]);
const file = z.object({
  testGroups: z.array(
    z.object({
      comment: z.string(),
      public: keys.optional(),
      private: keys.optional(),
      tests: z.array(
        z.object({
          tcId: z.number(),
          comment: z.string(),
          jws: z.string(),
          result: z.string(),
          flags: z.array(z.string()),
        }),
      ),
    }),
  ),
});

describe.skipIf(!isThere)(
  `Wycheproof, JWS and JWK${isThere ? '' : ` (skipped: ${corpora} is not beside this checkout)`}`,
  () => {
    const groups = (name: string) =>
      isThere ? file.parse(JSON.parse(readFileSync(`${corpora}/${name}_test.json`, 'utf8'))).testGroups : [];
    const all = ['json_web_signature', 'json_web_key'].flatMap(groups);
    const keysOf = (group: (typeof all)[number]) => {
      const given = group.public ?? group.private;
      const several = z.object({ keys: z.array(jwk) }).safeParse(given);
      return several.success ? several.data.keys : given ? [jwk.parse(given)] : [];
    };

    test('none of their tokens is taken, whichever of their keys could be registered', async () => {
      let [tried, accepted, registered] = [0, 0, 0];
      const before = await sessions();
      for (const group of all) {
        for (const key of keysOf(group)) {
          const made = await withTenant({ environmentId: embedding.environmentId }, (tx) =>
            createEmbedKey(tx, { name: group.comment, publicKey: JSON.stringify(key) }),
          ).catch(() => undefined);
          if (made) registered += 1;
        }
        for (const { jws } of group.tests) {
          tried += 1;
          if ((await exchange(jws)) === 200) accepted += 1;
        }
      }
      process.stdout.write(
        `tokens: ${accepted} of ${tried} tokens of Wycheproof taken, with ${registered} of its keys registered\n`,
      );
      expect({ accepted, sessions: await sessions() }).toEqual({ accepted: 0, sessions: before });
      expect(registered).toBeGreaterThan(2);
    });

    test('what they call broken, a key that we take does not verify', async () => {
      let [tried, verified] = [0, 0];
      const wrong: string[] = [];
      for (const group of all) {
        const [key] = keysOf(group);
        for (const { jws, result, tcId, comment } of group.tests) {
          const good = await (async () => {
            const { algorithm, jwk: known } = readPublicKey(JSON.stringify(key));
            if (!/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/.test(jws)) return false;
            await compactVerify(jws, await importJWK(known, algorithm), { algorithms: [algorithm] });
            return true;
          })().catch(() => false);
          if (result !== 'invalid') {
            if (good) verified += 1;
            continue;
          }
          tried += 1;
          if (good) wrong.push(`${tcId} ${group.comment} ${comment}`);
        }
      }
      process.stdout.write(
        `tokens: ${wrong.length} of ${tried} broken signatures and keys of Wycheproof verified, ${verified} good ones did\n`,
      );
      expect(wrong).toEqual([]);
      expect(verified).toBeGreaterThan(3);
    });
  },
);

describe('claims', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const junk: unknown[] = [null, 0, -1, 1.5, true, false, [], ['gwen'], {}, { a: 1 }];
  const texts: unknown[] = ['', ...junk];
  const long = (length: number) => 'x'.repeat(length + 1);
  const times = (): unknown[] => [
    '',
    'soon',
    '1',
    String(now()),
    null,
    true,
    [],
    {},
    [now()],
    -1,
    0,
    1e99,
    -1e99,
    now() + 3600,
    now() + 86_400,
  ];

  // Made when they are used: times are of that moment.
  const mutate = (): [string, Record<string, unknown>][] => [
    ...['sub', 'customer', 'jti'].flatMap((name) =>
      [...texts, long(200), undefined].map((value): [string, Record<string, unknown>] => [name, { [name]: value }]),
    ),
    ['jti', { jti: 'short' }],
    ...[
      ...texts,
      undefined,
      'portico:',
      'portico',
      'env_',
      `portico:env_${'0'.repeat(20)}`,
      `Portico:x`,
      'portico: ',
      '*',
    ].map((value): [string, Record<string, unknown>] => ['aud', { aud: value }]),
    ...times().map((value): [string, Record<string, unknown>] => ['iat', { iat: value }]),
    ...times()
      .filter((value) => value !== String(now()))
      .map((value): [string, Record<string, unknown>] => ['exp', { exp: value }]),
    ...[undefined].flatMap((value): [string, Record<string, unknown>][] => [
      ['iat', { iat: value }],
      ['exp', { exp: value }],
    ]),
    ...[61, 120, 600, 86_400].flatMap((late): [string, Record<string, unknown>][] => [
      ['expired', { iat: now() - late - 300, exp: now() - late - 60 }],
      ['not yet', { nbf: now() + late + 30 }],
      ['of the future', { iat: now() + late + 30, exp: now() + late + 300 }],
      ['for too long', { iat: now(), exp: now() + 600 + late }],
    ]),
    ...['iss', 'customer_name', 'name', 'email', 'plan', 'origin', 'locale'].flatMap((name) =>
      [...junk, long(400)].map((value): [string, Record<string, unknown>] => [name, { [name]: value }]),
    ),
    ...['owner', 'Admin', '', 'root', ...junk].map((value): [string, Record<string, unknown>] => [
      'role',
      { role: value },
    ]),
    ...['x', 0, true, null, ['a']].flatMap((value): [string, Record<string, unknown>][] => [
      ['metadata', { metadata: value }],
      ['limits', { limits: value }],
      ['limits', { limits: { contacts: String(value) } }],
    ]),
    ...[
      'https://evil.example',
      'null',
      '*',
      'http://acme.test.evil.example',
      'HTTP://ACME.TEST',
      'http://acme.test/',
    ].map((origin): [string, Record<string, unknown>] => ['origin', { origin }]),
  ];

  test('that are not exactly as described are refused', async () => {
    const before = await sessions();
    const accepted: string[] = [];
    const mutations = mutate();
    for (const [name, claims] of mutations) {
      const status = await exchange(await embedding.token(claims)).catch(() => 500);
      if (status === 200) accepted.push(`${name} ${JSON.stringify(claims)}`);
      expect(status, JSON.stringify(claims)).toBeLessThan(500);
    }
    process.stdout.write(`tokens: ${accepted.length} of ${mutations.length} mutations of claims taken\n`);
    expect(mutations.length).toBeGreaterThanOrEqual(200);
    expect(accepted).toEqual([]);
    expect(await sessions()).toBe(before);
    expect(await exchange(await embedding.token())).toBe(200);
  });
});

test('a token opens what it was made for and nothing else', async () => {
  const { environmentId } = embedding;
  const session = await embedding.session();
  const started = (await embedding.call(session, 'POST', '/connects', { integration: 'people' })).body;
  const key = await withTenant({ environmentId }, (tx) => createApiKey(tx, { name: 'key' }));
  const sid = newId('memberSession');
  const kinds: Record<string, () => Promise<string>> = {
    'embed token': () => embedding.token(),
    'embed session': async () => session,
    'secret key': async () => key.secret,
    'webhook secret': async () => newEndpointSecret(),
    'handoff code': async () => started.handoff,
    'member cookie': () => encode({ token: { sub: 'x', sid }, secret: authSecret() }),
    'id of the session': async () => sid,
    'id of the key': async () => key.row.id,
    'id of the environment': async () => environmentId,
    nothing: async () => '',
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const console_ = async (headers: Record<string, string>) =>
    (await serveConsole(new Request('http://portico.test/api/trpc/members.me', { headers }))).status;
  const verifiers: Record<string, { own: string; open: (token: string) => Promise<number> }> = {
    'the exchange of the embed': { own: 'embed token', open: exchange },
    'the API of the embed': {
      own: 'embed session',
      open: async (token) => (await embedding.call(token, 'GET', '/catalogue')).status,
    },
    'the API of the vendor': {
      own: 'secret key',
      open: async (token) => (await api('GET', '/customers', { key: token })).status,
    },
    'the console, by its cookie': {
      own: 'member cookie',
      open: (token) => console_({ cookie: `next-auth.session-token=${token}` }),
    },
    'the console, as bearer': { own: 'none', open: (token) => console_(bearer(token)) },
    'the API of the vendor, by a cookie': {
      own: 'none',
      open: async (token) =>
        (await api('GET', '/customers', { headers: { cookie: `next-auth.session-token=${token}` } })).status,
    },
  };
  const opened: string[] = [];
  let tried = 0;
  for (const [verifier, { own, open }] of Object.entries(verifiers)) {
    for (const [kind, make] of Object.entries(kinds)) {
      const status = await open(await make());
      if (kind === own) continue;
      tried += 1;
      if (status < 400) opened.push(`${kind} at ${verifier}`);
    }
  }
  process.stdout.write(`tokens: ${opened.length} of ${tried} tokens opened what they were not made for\n`);
  expect(opened).toEqual([]);
  expect(await verifiers['the API of the vendor']?.open(key.secret)).toBe(200);
  expect(await verifiers['the API of the embed']?.open(session)).toBe(200);
});
