import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authOptions } from '#server/auth/auth-options.ts';
import { redirectUri } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { beginAuthorization } from '#server/connects/begin-authorization.ts';
import { finishAuthorization } from '#server/connects/finish-authorization.ts';
import { returnAddress } from '#server/connects/return-address.ts';
import { type Embedding, hostOrigin, seedEmbedding } from '#server/connects/test-embedding.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { baseUrl, resetEnv } from '#server/env.ts';
import { saveEnvironment } from '#server/environments/environment.queries.ts';
import { isId } from '#server/ids.ts';
import { POST as begin } from '../../../app/connect/[environment]/[connect]/begin/route.ts';
import { GET as done } from '../../../app/connect/[environment]/[connect]/done/route.ts';
import { type Sandbox, startSandbox } from '../../../e2e/sandbox/sandbox.ts';
import { control, Visitor, walkToConsent } from '../../../e2e/sandbox/test-visitor.ts';

const database = testDatabase();
const client = { id: 'acme', secret: 'a secret of the OAuth app' };
const registered = 'https://app.acme.example/integrations';
const folder = '../shared/corpora/open-redirect';
const isThere = existsSync(folder);
let sandbox: Sandbox;
let embedding: Embedding;
let session: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, contacts: 1, ratePer10s: 10_000 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  await control(sandbox, 'reset');
  embedding = await seedEmbedding(sandbox.origin, client);
  await sandbox.registerClient({
    clientId: client.id,
    clientSecret: client.secret,
    redirectUris: [redirectUri(embedding.environmentId, 'tidewater')],
  });
  session = await embedding.session();
});

const start = async (): Promise<{ id: string; handoff: string }> =>
  (await embedding.call(session, 'POST', '/connects', { integration: 'people' })).body;
const connections = async () =>
  (
    await database.sql('select count(*)::integer as n from connection where environment_id = $1', [
      embedding.environmentId,
    ])
  )[0]?.n;

/** What a browser comes back with that went the whole way. */
async function authorize({ id, handoff }: { id: string; handoff: string }) {
  if (!isId('connect', id)) throw new Error('Nothing was started.');
  const { environmentId } = embedding;
  const { url, cookie } = await beginAuthorization({ environmentId, connectId: id, code: handoff }, systemClock);
  const visitor = new Visitor(sandbox);
  const consent = await walkToConsent(visitor, url.pathname + url.search, 'mara@tidewater.example');
  const back = await visitor.post(`${new URL(consent.url).pathname}/allow`);
  return { query: new URL(back.url).searchParams, cookie };
}

const comeBack = (query: URLSearchParams, cookie: string) =>
  finishAuthorization({ environmentId: embedding.environmentId, connector: 'tidewater', cookie, query }, systemClock);

const beginAs = (origin: string | null, { id, handoff }: { id: string; handoff: string }, type = 'application/json') =>
  begin(
    new Request(`${baseUrl()}/connect/${embedding.environmentId}/${id}/begin`, {
      method: 'POST',
      headers: { 'content-type': type, ...(origin !== null && { origin }) },
      body: type === 'application/json' ? JSON.stringify({ code: handoff }) : new URLSearchParams({ code: handoff }),
    }),
    { params: Promise.resolve({ environment: embedding.environmentId, connect: id }) },
  );

describe('nobody but the browser that began can finish', () => {
  const evil = [
    'https://evil.example',
    'null',
    `${hostOrigin}.evil.example`,
    hostOrigin.toUpperCase(),
    `${hostOrigin}/`,
    '',
  ];

  test('a forwarded link, a second browser, a replay, a wrong issuer, an evil or null origin make no connection', async () => {
    const tried: Record<string, () => Promise<boolean>> = {
      'a forwarded link': async () => {
        const { query } = await authorize(await start());
        return (await comeBack(query, '')).accepted;
      },
      'a second browser, with a connect of its own': async () => {
        const mine = await authorize(await start());
        const other = await authorize(await start());
        return (await comeBack(mine.query, other.cookie)).accepted;
      },
      "the state of one browser with another one's code": async () => {
        const mine = await authorize(await start());
        const other = await authorize(await start());
        other.query.set('state', mine.query.get('state') ?? '');
        return (await comeBack(other.query, other.cookie)).accepted;
      },
      'a wrong issuer': async () => {
        const { query, cookie } = await authorize(await start());
        query.set('iss', 'https://evil.example');
        return (await comeBack(query, cookie)).accepted;
      },
      'no issuer': async () => {
        const { query, cookie } = await authorize(await start());
        query.delete('iss');
        return (await comeBack(query, cookie)).accepted;
      },
      'a state that came twice': async () => {
        const { query, cookie } = await authorize(await start());
        const twice = new URLSearchParams([...query, ['state', query.get('state') ?? '']]);
        twice.append('state', 'x'.repeat(43));
        const first = await comeBack(new URLSearchParams([['state', 'x'.repeat(43)], ...query]), cookie);
        return first.accepted;
      },
    };
    for (const origin of evil) {
      tried[`the window, opened from ${origin || 'nowhere'}`] = async () =>
        (await beginAs(origin || null, await start())).status < 400;
      tried[`a form, posted from ${origin || 'nowhere'}`] = async () =>
        (await beginAs(origin || null, await start(), 'application/x-www-form-urlencoded')).status < 400;
      tried[`a session in a page of ${origin || 'nowhere'}`] = async () =>
        (await embedding.call(null, 'POST', '/session', { token: await embedding.token() }, origin || null)).status <
          400 && origin !== '';
      tried[`a connect in a page of ${origin || 'nowhere'}`] = async () =>
        (await embedding.call(session, 'POST', '/connects', { integration: 'people' }, origin || null)).status < 400;
    }
    const went: string[] = [];
    for (const [what, attempt] of Object.entries(tried)) if (await attempt()) went.push(what);
    process.stdout.write(
      `connect: ${went.length} of ${Object.keys(tried).length} ways in that are not one went through, ${await connections()} connections\n`,
    );
    expect(went).toEqual([]);
    expect(await connections()).toBe(0);
    const { query, cookie } = await authorize(await start());
    expect(await comeBack(query, cookie)).toMatchObject({ accepted: true });
    expect(await comeBack(query, cookie)).toEqual({ accepted: false });
    expect(await connections()).toBe(1);
  });
});

describe.skipIf(!isThere)(
  `return addresses${isThere ? '' : ` (skipped: ${folder} is not beside this checkout)`}`,
  () => {
    const payloads = isThere
      ? ['Open-Redirect-payloads.txt', 'openredirects.txt']
          .flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').split('\n'))
          .filter((line) => line.trim() !== '')
      : [];

    test('nobody leaves the list of those that were registered', async () => {
      await withTenant({ environmentId: embedding.environmentId }, (tx) =>
        saveEnvironment(tx, { allowedOrigins: [hostOrigin, 'https://app.acme.example'], returnUrls: [registered] }),
      );
      const { id } = (await embedding.call(session, 'POST', '/connects', { integration: 'people' })).body;
      await database.sql('update connect set origin = $2 where id = $1', [id, 'https://app.acme.example']);
      const { environmentId } = embedding;
      const right = await returnAddress(environmentId, id);
      expect(right).toMatch(/^https:\/\/app\.acme\.example\/integrations\?/);
      const places: ((payload: string) => Promise<(string | null)[]>)[] = [
        async (payload) => [await location(environmentId, id, payload)],
        async (payload) => [await location(payload, id, payload), await location(environmentId, payload, payload)],
        async (payload) => [
          (await returnAddress(payload, id)) ?? null,
          (await returnAddress(environmentId, payload)) ?? null,
        ],
        async (payload) => [await afterSignIn(payload)],
      ];
      const left: string[] = [];
      let tried = 0;
      for (const payload of payloads) {
        for (const place of places) {
          for (const target of await place(payload)) {
            tried += 1;
            const isOurs = target === null || target === right || new URL(target).origin === new URL(baseUrl()).origin;
            if (!isOurs) left.push(`${payload} → ${target}`);
          }
        }
      }
      process.stdout.write(
        `connect: ${left.length} of ${payloads.length} return addresses left the list (${tried} attempts in ${places.length} places)\n`,
      );
      expect(payloads.length).toBeGreaterThanOrEqual(300);
      expect(left).toEqual([]);
    });

    /** Where the end of a window without an opener sends the browser, whatever the request says beside its path. */
    async function location(environment: string, connect: string, payload: string): Promise<string | null> {
      const url = new URL(`${baseUrl()}/connect/x/y/done`);
      for (const name of ['return_to', 'next', 'url', 'redirect_uri', 'portico_return'])
        url.searchParams.set(name, payload);
      const headers = new Headers({
        cookie: `portico-return=${encodeURIComponent(payload)}; portico-return=${isId('connect', connect) ? connect : encodeURIComponent(connect)}`,
      });
      for (const name of ['origin', 'referer', 'x-forwarded-host', 'x-original-url']) {
        try {
          headers.set(name, payload);
        } catch {
          // No header can say this.
        }
      }
      const request = new Request(url, { headers });
      const answer = await done(request, { params: Promise.resolve({ environment, connect }) });
      return answer.headers.get('location');
    }

    async function afterSignIn(payload: string): Promise<string> {
      const redirect = authOptions().callbacks?.redirect;
      if (!redirect) throw new Error('There is no rule for where people go after signing in.');
      return redirect({ url: payload, baseUrl: baseUrl() });
    }
  },
);
