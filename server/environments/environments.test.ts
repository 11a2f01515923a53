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
