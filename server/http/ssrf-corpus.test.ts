import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/index.ts';
import { parseAllowList } from './address-guard.ts';
import { type Network, resolveDestination } from './destination.ts';
import { createEgressClient, type EgressClient } from './egress-client.ts';

const file = '../shared/corpora/ssrf/ssrf-corpus.json';
const isThere = existsSync(file);
const entries = z.array(
  z.object({
    url: z.string(),
    from: z.string(),
    expect: z.enum(['block', 'reject', 'block-after-dns', 'public']),
    why: z.string(),
  }),
);

const publicAddress = '93.184.215.14';
/** Names that a test can't ask the internet for: what they are made to resolve to. */
async function lookup(host: string): Promise<string[]> {
  if (/(^|\.)(allowed\.example|localdomain\.pw)$/.test(host)) return [publicAddress];
  if (/localhost|loopback/.test(host)) return ['127.0.0.1', '::1'];
  if (/nip\.io$|r3dir\.me$|metadata|instance-data/.test(host)) return ['169.254.169.254'];
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
}

// The labels are the corpus's own. Two kinds are judged otherwise here: ::a.b.c.d (IPv4-compatible, withdrawn by RFC 4291) is no
// address of the public internet although no registry lists it, and 1.1.1.1 is one.
const isWithdrawnForm = (why: string) => /^::[0-9a-f]{1,4}:[0-9a-f]{1,4}$/.test(why);

let canary: Server;
let hits = 0;
let client: EgressClient;

beforeAll(async () => {
  canary = createServer((_request, response) => {
    hits += 1;
    response.end('reached');
  });
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve));
});

afterAll(() => new Promise<void>((resolve) => canary.close(() => resolve())));

describe.skipIf(!isThere)(
  `the ${isThere ? '2,084' : ''} addresses of ${file}${isThere ? '' : ' (skipped: it is not beside this checkout)'}`,
  () => {
    const network: Network = { allow: parseAllowList([]), lookup };
    const all = isThere ? entries.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];

    beforeAll(() => {
      client = createEgressClient(() => network);
    });
    afterAll(() => client.close());

    /** The same address on the port of the canary, which would answer if anything got through. */
    const onCanary = (text: string): string => {
      const url = URL.parse(text);
      if (url === null || !/^https?:$/.test(url.protocol)) return text;
      url.protocol = 'http:';
      url.port = String((canary.address() as AddressInfo).port);
      return url.href;
    };

    it('has them all', () => expect(all.length).toBe(2_084));

    it('reaches none that is to be refused, as it is and on the port of a server that would answer', async () => {
      const hostile = all.filter((entry) => entry.expect !== 'public' && entry.why !== '1.1.1.1');
      const got: string[] = [];
      for (const { url } of hostile) {
        for (const target of [url, onCanary(url)]) {
          const outcome = await client.send({ method: 'GET', url: target, timeoutMs: 2_000 }).then(
            () => 'reached',
            (error: unknown) => (isAppCallError(error) ? error.details.code : String(error)),
          );
          if (outcome !== 'address_refused' && outcome !== 'name_not_found') got.push(`${target}: ${outcome}`);
          const streamed = await client.stream({ method: 'GET', url: target, timeoutMs: 2_000 }).then(
            () => 'reached',
            (error: unknown) => (isAppCallError(error) ? error.details.code : String(error)),
          );
          if (streamed !== outcome) got.push(`${target}, streamed: ${streamed}`);
        }
      }
      expect(got).toEqual([]);
      expect(hits).toBe(0);
    });

    it('refuses none that is public', async () => {
      const harmless = all.filter((entry) => entry.expect === 'public' && !isWithdrawnForm(entry.why));
      expect(harmless.length).toBe(577);
      for (const { url } of harmless) {
        const { hostname, port, protocol } = new URL(url);
        const destination = { host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
        expect(await resolveDestination(destination, 'web', network)).toEqual([publicAddress]);
      }
    });

    it('refuses the withdrawn form of IPv4 in IPv6 with every address', async () => {
      const withdrawn = all.filter((entry) => isWithdrawnForm(entry.why));
      expect(withdrawn.length).toBe(70);
      for (const { url } of withdrawn) {
        await expect(client.send({ method: 'GET', url })).rejects.toMatchObject({
          details: { code: 'address_refused' },
        });
      }
    });
  },
);
