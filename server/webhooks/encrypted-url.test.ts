import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { api, testVendor } from '#server/trpc/test-api.ts';

process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8,hooks.internal:8080';
testDatabase();

test.each([
  ['acme.example/hooks', /not an address/],
  ['ftp://acme.example/hooks', /not an address/],
  ['https://user:pass@acme.example/', /user name/],
  ['http://acme.example/hooks', /not encrypted/],
  ['https://acme.example:8443/hooks', /port 8443/],
  ['https://10.0.0.1/hooks', /public internet/],
  ['https://[::ffff:169.254.169.254]/latest', /public internet/],
  ['https://localhost/hooks', /public internet/],
])('the address %s is refused with a sentence', async (address, says) => {
  const vendor = await testVendor();
  const answer = await api('POST', '/webhook-endpoints', { key: vendor.key, body: { url: address } });
  expect(answer).toMatchObject({
    status: 422,
    body: {
      error: { code: 'invalid', field: 'url', message: expect.stringMatching(says), remedy: expect.any(String) },
    },
  });
});

test.each(['https://acme.example/hooks', 'http://127.0.0.1:9999/hooks', 'http://hooks.internal:8080/'])(
  'the address %s is taken',
  async (url) => {
    const { key } = await testVendor();
    expect(await api('POST', '/webhook-endpoints', { key, body: { url, events: ['sync.failed'] } })).toMatchObject({
      status: 200,
      body: { url, events: ['sync.failed'] },
    });
  },
);
