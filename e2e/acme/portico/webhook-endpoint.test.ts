import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakePortico } from '../fake-portico.ts';
import type { AcmeOptions } from '../settings.ts';
import { openStage } from '../test-stage.ts';

let portico: FakePortico;
let folder: string;
let dataFile: string;
beforeEach(async () => {
  portico = await new FakePortico().start();
  folder = mkdtempSync(join(tmpdir(), 'acme-'));
  dataFile = join(folder, 'data', 'acme.json');
});
afterEach(async () => {
  await portico.stop();
  rmSync(folder, { recursive: true });
});

/** Starts Acme, waits until its endpoint is settled, and ends it. */
async function runOnce(more: Partial<AcmeOptions> = {}) {
  const stage = await openStage({ dataFile, origin: 'http://acme.test', ...more }, portico);
  try {
    const url = `http://127.0.0.1:${stage.acme.port}/healthz`;
    await vi.waitFor(async () => expect(await (await fetch(url)).text()).toContain('ready'), 5000);
  } finally {
    await stage.acme.close();
  }
  return stage;
}

const made = () => portico.calls.filter((call) => call === 'POST /api/v1/webhook-endpoints').length;

test('makes its endpoint once and keeps the secret for itself', async () => {
  await runOnce();
  expect(portico.endpoints).toMatchObject([{ url: 'http://acme.test/webhooks/portico' }]);
  expect(statSync(dataFile).mode & 0o777).toBe(0o600);
  expect(readFileSync(dataFile, 'utf8')).toContain(portico.endpoints[0]?.secret);
  await runOnce();
  expect(made()).toBe(1);
});

test('a file that others could read is not after the next write', async () => {
  await runOnce();
  chmodSync(dataFile, 0o644);
  portico.endpoints.length = 0;
  await runOnce();
  expect(statSync(dataFile).mode & 0o777).toBe(0o600);
});

test('makes a new one where Portico no longer has it', async () => {
  await runOnce();
  portico.endpoints.length = 0;
  await runOnce();
  expect(portico.endpoints).toHaveLength(1);
  expect(readFileSync(dataFile, 'utf8')).toContain(portico.endpoints[0]?.id);
});

test('with the file lost, the endpoint whose secret nobody knows makes way for a new one', async () => {
  await runOnce();
  const before = portico.endpoints[0]?.id;
  rmSync(dataFile);
  await runOnce();
  expect(portico.endpoints).toHaveLength(1);
  expect(portico.endpoints[0]?.id).not.toBe(before);
});

test('at a new address, the old endpoint goes', async () => {
  await runOnce();
  await runOnce({ origin: 'http://acme.elsewhere.test' });
  expect(portico.endpoints.map(({ url }) => url)).toEqual(['http://acme.elsewhere.test/webhooks/portico']);
});

test('one that Portico switched off is switched on again', async () => {
  await runOnce();
  for (const endpoint of portico.endpoints) endpoint.status = 'disabled';
  await runOnce();
  expect(portico.endpoints).toMatchObject([{ status: 'enabled' }]);
});

test('endpoints of others are left alone', async () => {
  portico.endpoints.push({ id: 'ep_other', url: 'http://other.test/hook', status: 'disabled', secret: 'whsec_eA==' });
  await runOnce();
  expect(portico.endpoints).toHaveLength(2);
  expect(portico.endpoints[0]).toMatchObject({ id: 'ep_other', status: 'disabled' });
});

test('a Portico that is not up yet is waited for, and said', async () => {
  portico.failures.push(...Array.from({ length: 5 }, () => 403));
  const stage = await runOnce();
  expect(portico.endpoints).toHaveLength(1);
  expect(stage.reports.join()).toContain('next try in 1 s');
});

test('with a secret given, no endpoint is made', async () => {
  await runOnce({ webhookSecret: 'whsec_c2VjcmV0' });
  expect(made()).toBe(0);
});

test('a data file that Acme did not write is said in one sentence, and left as it is', async () => {
  dataFile = join(folder, 'other.json');
  writeFileSync(dataFile, '{"a":');
  await expect(openStage({ dataFile }, portico)).rejects.toThrow(
    /other\.json \(ACME_DATA\) is not what Acme wrote there\. Delete the file/,
  );
  expect(readFileSync(dataFile, 'utf8')).toBe('{"a":');
});
