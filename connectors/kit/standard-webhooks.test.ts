import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hmacOf } from './digest.ts';
import { standardWebhooks } from './standard-webhooks.ts';

const secretBytes = Buffer.from('a secret of 24 bytes 123');
const secret = `whsec_${secretBytes.toString('base64')}`;
const body = Buffer.from('{"test": 2432232314}');
const at = 1_795_255_200;

interface Sent {
  id?: string;
  timestamp?: string;
  signature?: string;
  secret?: string;
  prefix?: 'webhook' | 'svix';
}
const own = (id = 'msg_1', timestamp = String(at)) =>
  `v1,${hmacOf('sha256', secretBytes, `${id}.${timestamp}.${body}`).toString('base64')}`;

function verdict(sent: Sent, now = at, bytes: Uint8Array = body) {
  const { prefix = 'webhook', id = 'msg_1', timestamp = String(at), signature = own(id, timestamp) } = sent;
  const named = { [`${prefix}-id`]: id, [`${prefix}-timestamp`]: timestamp, [`${prefix}-signature`]: signature };
  const headers = new Headers(Object.entries(named).filter(([, value]) => value !== ''));
  const request = { method: 'POST', url: new URL('https://hooks.acme.example/h1'), headers, body: bytes };
  return standardWebhooks({ prefix })(request, { secret: sent.secret ?? secret }, new Date(now * 1000));
}

describe('standardWebhooks', () => {
  it('takes what is signed, by either name of its headers', () => {
    expect(verdict({})).toEqual({ ok: true });
    expect(verdict({ prefix: 'svix' })).toEqual({ ok: true });
    expect(verdict({ secret: secret.replace('whsec_', '') })).toEqual({ ok: true });
    expect(verdict({}, at + 300)).toEqual({ ok: true });
  });

  it.each<[string, Sent]>([
    ['another id', { id: 'msg_2', signature: own() }],
    ['another time', { timestamp: String(at + 1), signature: own() }],
    ['a signature of another kind', { signature: own().replace('v1,', 'v1a,') }],
  ])('refuses %s', (_what, sent) => expect(verdict(sent).ok).toBe(false));
});

const file = '../shared/corpora/standard-webhooks/vectors.json';
const corpus = z.object({
  sign: z.array(
    z.object({ secret: z.string(), id: z.string(), timestamp: z.int(), payload: z.string(), signature: z.string() }),
  ),
  toleranceSeconds: z.int(),
  reject: z.array(z.string()),
  accept: z.array(z.string()),
  multiSigDecoys: z.array(z.string()),
});
const published = existsSync(file) ? corpus.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;

describe.skipIf(published === undefined)(
  `the standard’s own cases${published ? '' : ` (skipped: ${file} is not here)`}`,
  () => {
    const refused: Record<string, [Sent, number?]> = {
      'empty secret': [{ secret: '' }],
      "secret 'whsec_' alone": [{ secret: 'whsec_' }],
      'missing webhook-id': [{ id: '' }],
      'missing webhook-timestamp': [{ timestamp: '' }],
      "timestamp 'hello'": [{ timestamp: 'hello' }],
      'missing webhook-signature': [{ signature: '' }],
      'v1,dawfeoifkpqwoekfpqoekf': [{ signature: 'v1,dawfeoifkpqwoekfpqoekf' }],
      'signature cut to 8 chars': [{ signature: own().slice(0, 8) }],
      "'v1,' alone": [{ signature: 'v1,' }],
      'timestamp older than 300 s': [{}, at + 301],
      'timestamp more than 300 s ahead': [{}, at - 301],
    };

    it('its signatures verify', () => {
      for (const { secret: given, id, timestamp, payload, signature } of published?.sign ?? [])
        expect(
          verdict({ secret: given, id, timestamp: String(timestamp), signature }, timestamp, Buffer.from(payload)),
        ).toEqual({ ok: true });
    });

    it.each((published?.reject ?? []).map((name) => [name]))('refuses: %s', (name) => {
      expect(Object.keys(refused)).toContain(name);
      const [sent = {}, now] = refused[name] ?? [];
      expect(verdict(sent, now).ok).toBe(false);
    });

    it('takes one right signature among others', () => {
      const [first = '', second = ''] = published?.multiSigDecoys ?? [];
      expect(verdict({ signature: `${first} ${second} ${own()}` })).toEqual({ ok: true });
      expect(verdict({ signature: `${first} ${second}` }).ok).toBe(false);
    });
  },
);
