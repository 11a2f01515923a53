import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CertificateAuth } from '#connectors/kit/index.ts';
import { resetEnv } from '#server/env.ts';
import { closeEgress, egress } from '#server/http/egress.ts';
import { testCertificate } from '#server/http/test-certificate.ts';
import { authenticate } from './authenticate.ts';
import { checkEnd, clientCertificate } from './client-certificate.ts';
import { obtainCredential } from './obtain-credential.ts';
import { accessBy, failure, now } from './test-access.ts';

const host = { ip: '127.0.0.1' };
const server = testCertificate({ name: 'server', host });
const client = testCertificate({ name: 'client', host });
const stranger = testCertificate({ name: 'stranger', host });
const locked = testCertificate({ name: 'locked', host, passphrase: 'p4ss' });

const auth: CertificateAuth = {
  kind: 'certificate',
  fields: z.object({}),
  place: { headers: { 'x-account': '{{account}}' } },
};
const whole = { ...client, authority: server.certificate, account: '7' };
const oneLine = (pem: string) => pem.replaceAll('\n', ' ');

describe('mutual TLS', () => {
  let app: Server;
  let origin = '';
  const seen: unknown[] = [];

  beforeAll(async () => {
    process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
    resetEnv();
    const options = {
      key: server.privateKey,
      cert: server.certificate,
      ca: [client.certificate, locked.certificate],
      requestCert: true,
    };
    app = createServer({ ...options, rejectUnauthorized: true }, (request, response) => {
      const peer = request.socket instanceof TLSSocket ? request.socket.getPeerCertificate() : undefined;
      seen.push(peer?.subject.CN, request.headers['x-account']);
      response.end('{}');
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    origin = `https://127.0.0.1:${(app.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await closeEgress();
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
  });

  async function call(fields: Record<string, unknown>) {
    const access = accessBy(auth);
    const credential = await obtainCredential({ access, fields, now });
    const request = { method: 'GET', url: new URL(`${origin}/v1`), headers: {} };
    return egress({ method: 'GET', ...(await authenticate({ access, credential, request, now })) });
  }

  it('shows the app our certificate, pasted in one line or not, and trusts whom the customer trusts', async () => {
    expect((await call(whole)).status).toBe(200);
    const pasted = { ...whole, certificate: oneLine(whole.certificate), privateKey: oneLine(whole.privateKey) };
    expect((await call(pasted)).status).toBe(200);
    expect(seen.splice(0)).toEqual(['client', '7', 'client', '7']);
  });

  it('opens a key with its passphrase', async () => {
    const fields = { ...whole, ...locked, passphrase: 'p4ss' };
    expect((await call(fields)).status).toBe(200);
    expect(seen.splice(0)).toEqual(['locked', '7']);
  });

  it('is refused by the app for a certificate that it does not know', async () => {
    expect(await failure(call({ ...whole, ...stranger }))).toMatchObject({ class: 'network' });
    expect(seen).toEqual([]);
  });

  it('sends nothing to a server that nobody vouches for', async () => {
    expect(await failure(call({ ...whole, authority: '' }))).toMatchObject({
      class: 'network',
      message: expect.stringContaining('could not be trusted'),
    });
    expect(seen).toEqual([]);
  });

  it.each([
    [
      'a key of another certificate',
      { privateKey: stranger.privateKey },
      'privateKey',
      /belongs to another certificate/,
    ],
    ['no certificate', { certificate: '' }, 'certificate', /missing/],
    ['a key for a certificate', { certificate: client.privateKey }, 'certificate', /no certificate/],
    ['a certificate for a key', { privateKey: client.certificate }, 'privateKey', /no private key/],
    ['a locked key without its passphrase', { ...locked }, 'privateKey', /passphrase/],
    ['a locked key with another one', { ...locked, passphrase: 'other' }, 'privateKey', /does not open/],
    ['half a key', { privateKey: client.privateKey.slice(0, 80) }, 'privateKey', /cut off/],
    ['an authority that is none', { authority: 'Acme CA' }, 'authority', /not in PEM/],
  ])('names the field that holds %s', async (_name, fields, field, words) => {
    const error = await failure(call({ ...whole, ...fields }));
    expect(error).toMatchObject({ class: 'invalid', field, message: expect.stringMatching(words) });
  });

  it('says when a certificate has run out', async () => {
    const tls = clientCertificate(whole, 'Acme');
    expect(() => checkEnd(tls, { app: 'Acme', now })).not.toThrow();
    expect(() => checkEnd(tls, { app: 'Acme', now: new Date('2100-01-01') })).toThrow(/ran out on 20\d\d-/);
  });
});
