import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import { rotatingApp } from '#server/connections/figures/rotating-app.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { keyFromAddress } from '#server/embed/jwks.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { parseAllowList } from '#server/http/address-guard.ts';
import type { Network } from '#server/http/destination.ts';
import { egressStream } from '#server/http/egress.ts';
import { createEgressClient, type EgressClient } from '#server/http/egress-client.ts';
import { type Id, newId } from '#server/ids.ts';
import { type Access, accessOf, type OAuthClient } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import { createContext } from '#server/runtime/create-context.ts';
import type { OAuthCredential } from '#server/runtime/credential.ts';
import { refresh } from '#server/runtime/oauth2/refresh.ts';
import { revoke } from '#server/runtime/oauth2/revoke.ts';
import { Secret } from '#server/secrets.ts';
import { createEndpoint } from '#server/webhooks/create-endpoint.ts';
import { sendDelivery } from '#server/webhooks/send-delivery.job.ts';

/*
 * Every way in which somebody else's address gets us to call it, with every hostile address of the corpus, as it is and on
 * the port of a server that would answer. What the guard itself says to each is `server/http/ssrf-corpus.test.ts`.
 */
const database = testDatabase();
const file = '../shared/corpora/ssrf/ssrf-corpus.json';
const isThere = existsSync(file);
const isFull = process.env.FIGURES === 'full';
const everyNth = isFull ? 1 : 5;
const entries = z.array(z.object({ url: z.string(), expect: z.string(), why: z.string() }));
const slot = Symbol.for('portico.egress');
const holder = globalThis as unknown as Record<symbol, EgressClient | undefined>;

/** Names that a test can't ask the internet for: what they are made to resolve to. */
async function lookup(host: string): Promise<string[]> {
  if (/(^|\.)(allowed\.example|localdomain\.pw)$/.test(host)) return ['93.184.215.14'];
  if (/localhost|loopback/.test(host)) return ['127.0.0.1', '::1'];
  if (/nip\.io$|r3dir\.me$|metadata|instance-data/.test(host)) return ['169.254.169.254'];
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
}

let canary: Server;
let canaryPort = 0;
let hits = 0;

beforeAll(async () => {
  canary = createServer((_request, response) => {
    hits += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve));
  const address = canary.address();
  if (typeof address === 'object' && address !== null) canaryPort = address.port;
  await guardWith([]);
});
afterAll(async () => {
  await holder[slot]?.close();
  holder[slot] = undefined;
  await new Promise((resolve) => canary.close(resolve));
});

/** The egress of this process, with what its operator has opened. */
async function guardWith(opened: string[]): Promise<void> {
  await holder[slot]?.close();
  const network: Network = { allow: parseAllowList(opened), lookup };
  holder[slot] = createEgressClient(() => network);
}

const credential: OAuthCredential = {
  kind: 'oauth2',
  accessToken: 'a token for somebody else',
  refreshToken: 'a refresh token',
  expiresAt: null,
  tokenType: 'Bearer',
  scope: [],
};

/** The vendor's own word, which may send the client secret: what a customer names is refused before any address is looked at. */
function accessTo(origin: string, change: Partial<Connector> = {}): Access {
  const parameters = { origin };
  const client: OAuthClient = { clientId: 'acme', clientSecret: new Secret('secret'), scopes: [], parameters };
  const connector = { ...rotatingApp({ name: 'Anything', reuse: undefined }), ...change };
  return accessOf({
    connector: { slug: 'anything', connector, iconPath: '' },
    accountType: null,
    client,
    learnt: {},
  });
}

const steps: Partial<Connector> = {
  auth: {
    kind: 'token',
    fields: z.object({ key: z.string() }),
    steps: [{ name: 'login', method: 'POST', url: '{{origin}}/login', json: {}, take: { token: 'token' } }],
    place: {},
  },
};
const discovering: Partial<Connector> = {
  auth: {
    kind: 'oauth2',
    authorizeUrl: '{{origin}}/authorize',
    tokenUrl: '{{origin}}/token',
    revokeUrl: '{{origin}}/revoke',
    discover: '{{origin}}',
    scopes: [],
    scopeWords: {},
    refresh: 'rotating',
  },
};
const revocable: Partial<Connector> = {
  auth: {
    kind: 'oauth2',
    authorizeUrl: '{{origin}}/authorize',
    tokenUrl: '{{origin}}/token',
    revokeUrl: '{{origin}}/revoke',
    scopes: [],
    scopeWords: {},
    refresh: 'rotating',
  },
};

const patience = () => AbortSignal.timeout(3000);

const surfaces: Record<string, (url: string) => Promise<unknown>> = {
  'token address': (url) => refresh({ access: accessTo(url), credential, now: new Date(), signal: patience() }),
  'address for taking back': (url) => revoke({ access: accessTo(url, revocable), credential, signal: patience() }),
  'address of the metadata': (url) =>
    refresh({ access: accessTo(url, discovering), credential, now: new Date(), signal: patience() }),
  'step to a token': (url) =>
    obtainCredential({ access: accessTo(url, steps), fields: { key: 'key' }, now: new Date(), signal: patience() }),
  'base of a connector': async (url) => {
    const source = { get: async () => credential, refused: async () => credential };
    const context = createContext({
      access: accessTo(url),
      source,
      settings: {},
      learnt: {},
      signal: patience(),
      patience: 'interactive',
      pause: async () => undefined,
    });
    try {
      return await context.http.get('/me', z.unknown());
    } finally {
      await context.close();
    }
  },
  'stream of the proxy': async (url) => {
    for await (const chunk of (await egressStream({ method: 'POST', url, body: 'x', timeoutMs: 3000 })).chunks)
      if (chunk.length > 0) return chunk;
  },
  'JWKS address': (url) => keyFromAddress(url, 'kid', 'RS256'),
};

describe.skipIf(!isThere)(
  `the corpus on every surface${isThere ? '' : ` (skipped: ${file} is not beside this checkout)`}`,
  () => {
    const hostile = (isThere ? entries.parse(JSON.parse(readFileSync(file, 'utf8'))) : [])
      // 1.1.1.1 is an address of the public internet, whatever the corpus says.
      .filter((entry) => entry.expect !== 'public' && entry.why !== '1.1.1.1')
      .filter((_, index) => index % everyNth === 0);

    const onCanary = (text: string): string => {
      const url = URL.parse(text);
      if (url === null || !/^https?:$/.test(url.protocol)) return text;
      url.protocol = 'http:';
      url.port = String(canaryPort);
      return url.href;
    };

    test.each(Object.keys(surfaces))(
      '%s',
      async (name) => {
        const before = hits;
        let tried = 0;
        const reached: string[] = [];
        for (const { url } of hostile) {
          for (const target of [url, onCanary(url)]) {
            tried += 1;
            await surfaces[name]?.(target).then(
              () => reached.push(target),
              () => undefined,
            );
          }
        }
        process.stdout.write(
          `egress: ${name}: ${hits - before} hits on the canary, ${reached.length} of ${tried} calls answered\n`,
        );
        expect(reached).toEqual([]);
        expect(hits).toBe(before);
      },
      isFull ? 300_000 : 60_000,
    );

    test('each of them reaches a server that the operator has opened: a call that got through would be seen', async () => {
      await guardWith([`127.0.0.1:${canaryPort}`]);
      const deaf: string[] = [];
      for (const [name, call] of Object.entries(surfaces)) {
        const before = hits;
        await call(`http://127.0.0.1:${canaryPort}`).catch(() => undefined);
        if (hits === before) deaf.push(name);
      }
      await guardWith([]);
      hits = 0;
      expect(deaf).toEqual([]);
    });

    test(
      'webhook endpoint, also one that was stored before it became hostile',
      async () => {
        const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
        const endpoint = await withTenant({ environmentId }, (tx) =>
          createEndpoint(tx, { url: 'https://acme.example/hook', events: [] }),
        );
        let [tried, registered] = [0, 0];
        for (const { url } of hostile) {
          for (const target of [url, onCanary(url)]) {
            tried += 1;
            await withTenant({ environmentId }, (tx) => createEndpoint(tx, { url: target, events: [] })).then(
              () => {
                registered += 1;
              },
              () => undefined,
            );
            await deliverTo(environmentId, endpoint.row.id, target);
          }
        }
        const [delivered] = await database.sql(
          "select count(*)::integer as n from delivery where status = 'delivered'",
        );
        process.stdout.write(
          `egress: webhook endpoint: ${hits} hits on the canary, ${delivered?.n} of ${tried} messages delivered, ${registered} addresses registered\n`,
        );
        expect([hits, delivered?.n]).toEqual([0, 0]);
      },
      isFull ? 600_000 : 60_000,
    );

    async function deliverTo(environmentId: Id<'environment'>, endpointId: Id<'endpoint'>, url: string): Promise<void> {
      const deliveryId = newId('delivery');
      await database.sql("update endpoint set url = $2, status = 'enabled', failing_since = null where id = $1", [
        endpointId,
        url.replaceAll('\0', ''),
      ]);
      await database.sql(
        `insert into delivery (environment_id, id, endpoint_id, message_id, type, payload, status)
       values ($1, $2, $3, $2, 'connection.removed', '{}', 'pending')`,
        [environmentId, deliveryId, endpointId],
      );
      await sendDelivery({ environmentId, deliveryId });
    }
  },
);
