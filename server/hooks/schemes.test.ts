import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';
import { appHookUrl, subscriptionHookUrl } from './hook-address.ts';
import { seedApp, seedConnection, seedSubscription } from './test-connection.ts';
import { publicUrl, type Tell, testHooks } from './test-hooks.ts';

/*
 * Every way in which an app proves that it is itself, over real HTTP: right, changed by one letter, with the secret of
 * somebody else, and with nothing at all.
 */
const database = testDatabase();
const { tell } = testHooks();
const secret = 'a-secret-of-the-app';
const discord = generateKeyPairSync('ed25519');
const discordKey = createPublicKey(discord.privateKey)
  .export({ type: 'spki', format: 'der' })
  .subarray(-32)
  .toString('hex');

const hmac = (key: string | Buffer, text: string, encoding: 'hex' | 'base64' = 'hex', algorithm = 'sha256') =>
  createHmac(algorithm, key).update(text).digest(encoding);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => String(Math.floor(Date.now() / 1000));
const whsec = Buffer.from('twenty-four bytes of key').toString('base64');

interface Scheme {
  connector: string;
  kind: 'app' | 'made' | 'entered';
  /** What signs; `secret` unless told. */
  secret?: string;
  body: string;
  headers: (text: string, key: string, url: string) => Record<string, string>;
  status?: number;
  answer?: string;
}

const schemes: Record<string, Scheme> = {
  'HMAC with a time (Slack)': {
    ...{ connector: 'slack', kind: 'app' },
    body: JSON.stringify({
      ...{ type: 'event_callback', team_id: 'T1', event_id: 'Ev1' },
      event: { type: 'message', channel: 'C1', ts: '1.2' },
    }),
    headers: (text, key) => {
      const time = seconds();
      return { 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${hmac(key, `v0:${time}:${text}`)}` };
    },
  },
  'HMAC over method, address, body and time (HubSpot)': {
    ...{ connector: 'hubspot', kind: 'app' },
    body: JSON.stringify([
      { subscriptionType: 'contact.creation', portalId: 7, occurredAt: 1, eventId: 1, objectId: 5 },
    ]),
    headers: (text, key, url) => {
      const time = String(Date.now());
      const signature = hmac(key, `POST${url}${text}${time}`, 'base64');
      return { 'x-hubspot-request-timestamp': time, 'x-hubspot-signature-v3': signature };
    },
  },
  'HMAC over the address and the body (Square)': {
    ...{ connector: 'square', kind: 'app' },
    body: JSON.stringify({ merchant_id: 'M1', type: 'payment.updated', event_id: 'e1', data: { id: 'p1' } }),
    headers: (text, key, url) => ({ 'x-square-hmacsha256-signature': hmac(key, url + text, 'base64') }),
  },
  'HMAC over the body and the address (Trello)': {
    ...{ connector: 'trello', kind: 'made' },
    body: JSON.stringify({ action: { id: 'a1', type: 'updateCard', data: { card: { id: 'c1' } } } }),
    headers: (text, key, url) => ({ 'x-trello-webhook': hmac(key, text + url, 'base64', 'sha1') }),
  },
  'HMAC over the body (Dropbox)': {
    ...{ connector: 'dropbox', kind: 'app' },
    body: JSON.stringify({ list_folder: { accounts: ['dbid:1'] } }),
    headers: (text, key) => ({ 'x-dropbox-signature': hmac(key, text) }),
  },
  'HMAC of a subscription (Asana)': {
    ...{ connector: 'asana', kind: 'made' },
    body: JSON.stringify({ events: [{ action: 'changed', resource: { gid: '1', resource_type: 'task' } }] }),
    headers: (text, key) => ({ 'x-hook-signature': hmac(key, text) }),
  },
  'a public key (Discord)': {
    ...{ connector: 'discord', kind: 'app', secret: discordKey },
    body: JSON.stringify({ id: 'i1', type: 2, application_id: '1', token: 't', version: 1, guild_id: 'g1', data: {} }),
    headers: (text) => {
      const time = seconds();
      const signature = sign(null, Buffer.from(time + text), discord.privateKey).toString('hex');
      return { 'x-signature-timestamp': time, 'x-signature-ed25519': signature };
    },
    answer: JSON.stringify({ type: 5, data: { flags: 64 } }),
  },
  'a JSON Web Token for the address (monday)': {
    ...{ connector: 'monday', kind: 'made' },
    body: JSON.stringify({ event: { type: 'create_pulse', pulseId: 1, subscriptionId: 2, triggerUuid: 'u1' } }),
    headers: (_text, key, url) => {
      const signed = [{ alg: 'HS256' }, { aud: url, iat: Number(seconds()), exp: Number(seconds()) + 60 }].map(
        base64url,
      );
      const token = `${signed.join('.')}.${createHmac('sha256', key).update(signed.join('.')).digest('base64url')}`;
      return { authorization: token };
    },
  },
  'sorted fields and the address (Twilio)': {
    ...{ connector: 'twilio', kind: 'entered' },
    body: 'MessageStatus=sent&MessageSid=SM1&AccountSid=AC1',
    headers: (text, key, url) => {
      const fields = [...new URLSearchParams(text)].sort().map(([name, value]) => name + value);
      return { 'x-twilio-signature': hmac(key, url + fields.join(''), 'base64', 'sha1') };
    },
    answer: '<Response/>',
  },
  'Standard Webhooks (HTTP)': {
    ...{ connector: 'http', kind: 'entered', secret: `whsec_${whsec}` },
    body: JSON.stringify({ type: 'order.paid' }),
    headers: (text, key) => {
      const time = seconds();
      const bytes = Buffer.from(key.replace('whsec_', ''), 'base64');
      const signature = `v1,${hmac(bytes, `msg_1.${time}.${text}`, 'base64')}`;
      return { 'webhook-id': 'msg_1', 'webhook-timestamp': time, 'webhook-signature': signature };
    },
  },
  'a token of the channel (Google Drive)': {
    ...{ connector: 'google-drive', kind: 'made' },
    body: '',
    headers: (_text, key) => ({
      ...{ 'x-goog-channel-token': key, 'x-goog-channel-id': 'ch', 'x-goog-message-number': '7' },
      'x-goog-resource-state': 'change',
    }),
  },
  'a header that was typed in (Freshdesk)': {
    ...{ connector: 'freshdesk', kind: 'entered' },
    body: JSON.stringify({ freshdesk_webhook: { ticket_id: 4 } }),
    headers: (_text, key) => ({ 'x-webhook-secret': key }),
  },
};

let vendor: TestVendor;
beforeAll(async () => {
  vendor = await testVendor();
});

/** Sets up who tells, and returns the address and what signs. */
async function stand({ connector, kind, secret: key = secret }: Scheme): Promise<{ url: string; key: string }> {
  return within(vendor, async (tx) => {
    const connection = await seedConnection(tx, { connector });
    // Of what is told at an address of its own, the vendor's app signs where the connector says so.
    if (kind === 'app' || ['trello', 'monday'].includes(connector)) await seedApp(tx, connector, key);
    if (kind === 'app') return { url: appHookUrl(vendor.environmentId, connector), key };
    const { id } = await seedSubscription(tx, connection, { connector, kind, secret: key });
    return { url: subscriptionHookUrl({ ...vendor, subscriptionId: id, token: undefined }), key };
  });
}

const stored = (connector: string) =>
  database.sql<{ type: string; data: string }>('select type, data from inbound_event where connector = $1', [
    connector,
  ]);

describe.each(Object.entries(schemes))('%s', (_name, scheme) => {
  test('lets in what the app sent, and nothing else', async () => {
    const { url, key } = await stand(scheme);
    const send = (given: Tell) => tell(url, given);
    const { body, connector } = scheme;
    const headers = scheme.headers(body, key, url);
    const refused = async (what: string, given: Tell) => {
      expect([what, (await send(given)).status]).toEqual([what, 401]);
      expect(await stored(connector)).toEqual([]);
    };
    await refused('no signature', { body });
    const isBearer = ['google-drive', 'freshdesk', 'monday'].includes(connector);
    if (!isBearer) await refused('another body', { body: `${body} `, headers });
    if (connector !== 'discord') {
      const forged = scheme.headers(body, `${key.slice(0, -4)}abcd`, url);
      await refused('the secret of somebody else', { body, headers: forged });
    }
    for (const [name, value] of Object.entries(headers)) {
      if (/resource-state|channel-id|message-number/.test(name)) continue;
      await refused(`without ${name}`, { body, headers: { ...headers, [name]: '' } });
      await refused(`another ${name}`, { body, headers: { ...headers, [name]: `${value.slice(0, -3)}zzz` } });
    }
    const { status, body: answer } = await send({ body, headers });
    expect([status, answer]).toEqual([scheme.status ?? 200, scheme.answer ?? '']);
    expect(await stored(connector)).toHaveLength(1);
    // Again, and twice at once: Dropbox alone names no event, so that each is one of its own.
    await Promise.all([send({ body, headers }), send({ body, headers })]);
    if (connector !== 'dropbox') expect(await stored(connector)).toHaveLength(1);
  });
});

test('an app that signs nothing has an address that nobody guesses', async () => {
  const { connector, body } = { connector: 'mailchimp', body: 'type=profile&data[email]=ada@acme.example' };
  const { id, secret: token } = await within(vendor, async (tx) =>
    seedSubscription(tx, await seedConnection(tx, { connector }), { connector }),
  );
  const url = subscriptionHookUrl({ ...vendor, subscriptionId: id, token });
  for (const wrong of [url.slice(0, -1), `${url}x`, url.replace(`/${token}`, ''), `${url}/`])
    expect([wrong, (await tell(wrong, { body })).status]).toEqual([wrong, wrong.endsWith('/') ? 404 : 401]);
  expect((await tell(`${publicUrl}/api/hooks/${vendor.environmentId}/mailchimp`, { body })).status).toBe(404);
  expect(await stored(connector)).toEqual([]);
  expect((await tell(url, { method: 'GET' })).status).toBe(200);
  expect((await tell(url, { body })).status).toBe(200);
  expect(await stored(connector)).toMatchObject([{ type: 'profile' }]);
});
