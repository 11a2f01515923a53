import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllowList } from './address-guard.ts';
import { createEgressClient, type EgressClient } from './egress-client.ts';
import { testCertificate } from './test-certificate.ts';

const own = testCertificate({ name: 'crm.example', kind: 'rsa', host: { dns: 'crm.example' } });

let server: Server;
let port = 0;
let client: EgressClient;

describe('https', () => {
  const before = getCACertificates('default');

  beforeAll(async () => {
    server = createServer({ key: own.privateKey, cert: own.certificate }, (request, response) =>
      response.end(request.headers.host),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    client = createEgressClient(() => ({
      allow: parseAllowList([`crm.example:${port}`, `other.example:${port}`, '127.0.0.0/8']),
      lookup: async () => ['127.0.0.1'],
    }));
  });
  afterAll(async () => {
    setDefaultCACertificates(before);
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const call = (host: string) => client.send({ method: 'GET', url: `https://${host}:${port}/` });

  it('refuses a certificate that nobody vouches for', async () => {
    await expect(call('crm.example')).rejects.toMatchObject({
      details: { class: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });

  it('checks the certificate against the name, also over the pinned address', async () => {
    setDefaultCACertificates([...before, own.certificate]);
    expect((await call('crm.example')).body.toString()).toBe(`crm.example:${port}`);
    await expect(call('other.example')).rejects.toMatchObject({
      details: { class: 'network', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
    await expect(call('127.0.0.1')).rejects.toMatchObject({
      details: { class: 'network', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
  });

  it('shows a client certificate to whoever asks for one, and to nobody else', async () => {
    setDefaultCACertificates([...before, own.certificate]);
    const options = {
      key: own.privateKey,
      cert: own.certificate,
      ca: own.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    };
    const strict = createServer(options, (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      if (request.url === '/away') response.writeHead(302, { location: `https://crm.example:${port}/` });
      response.end(JSON.stringify([(request.socket as TLSSocket).authorized, subject?.CN]));
    });
    await new Promise<void>((resolve) => strict.listen(0, '127.0.0.1', resolve));
    const url = `https://crm.example:${(strict.address() as AddressInfo).port}`;
    const asking = createEgressClient(() => ({
      allow: parseAllowList(['127.0.0.0/8']),
      lookup: async () => ['127.0.0.1'],
    }));
    const answer = async (request: object) => (await asking.send({ method: 'GET', url, ...request })).body.toString();
    expect(await answer({ tls: own })).toBe('[true,"crm.example"]');
    expect(await answer({})).toBe('[false,null]');
    // Another origin: it is asked without the certificate.
    expect(await answer({ tls: own, url: `${url}/away` })).toBe(`crm.example:${port}`);
    await expect(answer({ tls: { ...own, privateKey: 'not a key' } })).rejects.toMatchObject({
      details: { class: 'auth', code: 'certificate_unusable' },
    });
    await asking.close();
    strict.closeAllConnections();
    await new Promise((resolve) => strict.close(resolve));
  });
});
