import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { consoleOf, testVendor } from '#server/trpc/test-api.ts';
import { type Sandbox, startSandbox } from '../../e2e/sandbox/sandbox.ts';
import { control } from '../../e2e/sandbox/test-visitor.ts';
import { redirectUri } from './oauth-apps.ts';

testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, contacts: 1 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(() => sandbox.close());

async function consoleWith({ id = 'acme', secret = 'right', registered = true, origin = sandbox.origin } = {}) {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  await console.oauthApps.save({ connector: 'tidewater', clientId: id, clientSecret: secret, parameters: { origin } });
  const own = redirectUri(vendor.environmentId, 'tidewater');
  await sandbox.registerClient({
    clientId: 'acme',
    clientSecret: 'right',
    redirectUris: [registered ? own : 'https://elsewhere.example'],
  });
  return console;
}

const verdicts = async (console: Awaited<ReturnType<typeof consoleWith>>) =>
  (await console.oauthApps.test({ connector: 'tidewater' })).findings.map(({ address, verdict }) => [address, verdict]);

test('a client that the app knows is told as right, at both addresses', async () => {
  expect(await verdicts(await consoleWith())).toEqual([
    ['authorize', 'good'],
    ['token', 'good'],
  ]);
});

test('a wrong secret shows at the token address, with the words of the app', async () => {
  const { findings } = await (await consoleWith({ secret: 'wrong' })).oauthApps.test({ connector: 'tidewater' });
  expect(findings).toMatchObject([
    { address: 'authorize', verdict: 'good' },
    { address: 'token', verdict: 'bad', words: expect.stringMatching(/client/) },
  ]);
});

test('an unknown id and a redirect address that was not registered show at the sign-in page', async () => {
  const unknown = await (await consoleWith({ id: 'nobody' })).oauthApps.test({ connector: 'tidewater' });
  expect(unknown.findings).toMatchObject([
    { address: 'authorize', verdict: 'bad', words: expect.stringMatching(/./) },
    { address: 'token', verdict: 'bad' },
  ]);
  expect(await verdicts(await consoleWith({ registered: false }))).toContainEqual(['authorize', 'bad']);
});

test('an app that is down, or nowhere, is no verdict on the client', async () => {
  const console = await consoleWith();
  await control(sandbox, 'faults', { tokenDown: true });
  const { findings } = await console.oauthApps.test({ connector: 'tidewater' });
  await control(sandbox, 'faults', { tokenDown: null });
  expect(findings).toMatchObject([{ verdict: 'good' }, { address: 'token', verdict: 'unclear' }]);
  expect(await verdicts(await consoleWith({ origin: 'http://10.0.0.1' }))).toEqual([
    ['authorize', 'bad'],
    ['token', 'bad'],
  ]);
});

test('nothing saved is nothing to test', async () => {
  const console = await consoleOf(await testVendor());
  await expect(console.oauthApps.test({ connector: 'tidewater' })).rejects.toMatchObject({
    cause: { code: 'conflict' },
  });
});
