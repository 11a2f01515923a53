import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { consoleOf, testVendor, within } from '#server/trpc/test-api.ts';
import { vendorName } from './vendor-name.ts';

testDatabase();

const pixel = `data:image/png;base64,${Buffer.from('a picture').toString('base64')}`;

test('the brand is how customers know the vendor; without one it is the vendor’s own name', async () => {
  const vendor = await testVendor('Acme');
  const console = await consoleOf(vendor);
  expect(await console.brand.get()).toMatchObject({ brand: {}, usual: { name: 'Acme', accent: '#0a7389' } });
  const brand = { name: 'Acme Cloud', logo: pixel, accent: '#7a1fa2', radius: 12, mode: 'dark' as const };
  expect(await console.brand.save(brand)).toMatchObject({ brand, usual: { name: 'Acme' } });
  expect(await within(vendor, vendorName)).toBe('Acme Cloud');
  expect(await console.brand.save({})).toMatchObject({ brand: {} });
  expect(await within(vendor, vendorName)).toBe('Acme');
});

test.each([
  { accent: 'red' },
  { accent: '#12345' },
  { accent: '#7a1fa2;background:url(https://evil.example)' },
  { radius: 99 },
  { name: ' ' },
  { logo: 'https://evil.example/logo.png' },
  { logo: 'data:text/html;base64,PHNjcmlwdD4=' },
  { logo: `data:image/png;base64,${'A'.repeat(100_000)}` },
])('%o is no brand', async (brand) => {
  const console = await consoleOf(await testVendor());
  await expect(console.brand.save(brand)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('links lead to exact addresses only, and support changes none of it', async () => {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  const addresses = { portalAddress: 'https://connect.acme.example', tabAddress: 'https://app.acme.example/apps' };
  expect(await console.brand.saveAddresses(addresses)).toMatchObject(addresses);
  for (const portalAddress of ['https://connect.acme.example/x', 'http://connect.acme.example', 'javascript:alert(1)'])
    await expect(console.brand.saveAddresses({ ...addresses, portalAddress })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  const support = await consoleOf(vendor, 'support');
  await expect(support.brand.save({})).rejects.toMatchObject({ cause: { code: 'forbidden' } });
});
