import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllowList } from './address-guard.ts';
import { createEgressClient, type EgressClient } from './egress-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'portico-tls-'));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
const subject = ['-subj', '/CN=crm.example', '-addext', 'subjectAltName=DNS:crm.example'];
const tool = 'openssl';
const made = spawnSync(tool, [
  'req',
  '-x509',
  '-newkey',
  'rsa:2048',
  '-nodes',
  '-days',
  '2',
  '-keyout',
  key,
  '-out',
  certificate,
  ...subject,
]);
const canRun = made.status === 0;

let server: Server;
let port = 0;
let client: EgressClient;

describe.skipIf(!canRun)(`https${canRun ? '' : ' (skipped: there is no openssl to make a certificate with)'}`, () => {
  const before = getCACertificates('default');

  beforeAll(async () => {
    server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) =>
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
    rmSync(folder, { recursive: true });
  });

  const call = (host: string) => client.send({ method: 'GET', url: `https://${host}:${port}/` });

  it('refuses a certificate that nobody vouches for', async () => {
    await expect(call('crm.example')).rejects.toMatchObject({
      details: { class: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });

  it('checks the certificate against the name, also over the pinned address', async () => {
    setDefaultCACertificates([...before, readFileSync(certificate, 'utf8')]);
    expect((await call('crm.example')).body.toString()).toBe(`crm.example:${port}`);
    await expect(call('other.example')).rejects.toMatchObject({
      details: { class: 'network', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
    await expect(call('127.0.0.1')).rejects.toMatchObject({
      details: { class: 'network', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
  });

  it('shows a client certificate to whoever asks for one, and to nobody else', async () => {
    setDefaultCACertificates([...before, readFileSync(certificate, 'utf8')]);
    const own = { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
    const options = { ...own, ca: own.cert, requestCert: true, rejectUnauthorized: false };
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
    const tls = { certificate: own.cert, privateKey: own.key };
    const answer = async (request: object) => (await asking.send({ method: 'GET', url, ...request })).body.toString();
    expect(await answer({ tls })).toBe('[true,"crm.example"]');
    expect(await answer({})).toBe('[false,null]');
    // Another origin: it is asked without the certificate.
    expect(await answer({ tls, url: `${url}/away` })).toBe(`crm.example:${port}`);
    await expect(answer({ tls: { ...tls, privateKey: 'not a key' } })).rejects.toMatchObject({
      details: { class: 'auth', code: 'certificate_unusable' },
    });
    await asking.close();
    strict.closeAllConnections();
    await new Promise((resolve) => strict.close(resolve));
  });
});
