import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { consoleOf, testVendor } from '#server/trpc/test-api.ts';

testDatabase();

test('origins and return addresses are saved as they are', async () => {
  const console = await consoleOf(await testVendor());
  const settings = {
    allowedOrigins: ['https://app.acme.example', 'http://localhost:4701'],
    returnUrls: ['https://app.acme.example/integrations?x=1'],
  };
  expect(
    await console.environments.save({
      ...settings,
      allowedOrigins: [...settings.allowedOrigins, 'https://app.acme.example'],
    }),
  ).toMatchObject(settings);
  expect(await console.environments.get()).toMatchObject({ kind: 'development', ...settings });
});

test('how many runs a customer and a connection have at once is chosen within bounds', async () => {
  const console = await consoleOf(await testVendor());
  expect(await console.environments.get()).toMatchObject({ customerRuns: 10, connectionRuns: 4 });
  await console.environments.saveRunLimits({ customerRuns: 50, connectionRuns: 2 });
  expect(await console.environments.get()).toMatchObject({ customerRuns: 50, connectionRuns: 2 });
  const none = console.environments.saveRunLimits({ customerRuns: 0, connectionRuns: 2 });
  await expect(none).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test.each([
  'null',
  '*',
  'https://*.acme.example',
  'https://acme.example/',
  'https://acme.example/path',
  'http://acme.example',
  'HTTPS://acme.example',
  'acme.example',
  'https://u:p@acme.example',
])('%s is no exact origin', async (origin) => {
  const console = await consoleOf(await testVendor());
  await expect(console.environments.save({ allowedOrigins: [origin], returnUrls: [] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});

test.each([
  'javascript:alert(1)',
  '//evil.example',
  '/relative',
  'http://acme.example/x',
  'https://u:p@acme.example/x',
  'data:text/html,x',
])('%s is no address to send people back to', async (url) => {
  const console = await consoleOf(await testVendor());
  await expect(console.environments.save({ allowedOrigins: [], returnUrls: [url] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});
