import { beforeAll, describe, expect, it } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { checkOutboundUrl } from './outbound-url.ts';

beforeAll(() => {
  process.env.PORTICO_EGRESS_ALLOW = 'localhost:4703, 10.1.0.0/16';
  resetEnv();
});

describe('checkOutboundUrl', () => {
  it.each([
    ['https://acme.example/hooks?x=1', 'https://acme.example/hooks?x=1'],
    [' https://ACME.example ', 'https://acme.example/'],
    ['http://localhost:4703/hooks', 'http://localhost:4703/hooks'],
    ['http://127.0.0.1:4703/hooks', 'http://127.0.0.1:4703/hooks'],
    ['http://10.1.2.3:9000/', 'http://10.1.2.3:9000/'],
  ])('takes %s', (given, taken) => expect(checkOutboundUrl(given, 'url')).toBe(taken));

  it.each([
    'acme.example',
    'ftp://acme.example/',
    'javascript:alert(1)',
    'https://u:p@acme.example/',
    'http://localhost/',
    'http://x.localhost:4703/',
    'http://[::1]/',
    'http://0x7f.1/',
    'https://169.254.169.254/',
    'http://10.2.0.1/',
  ])('refuses %s, and names the field', (given) =>
    expect(() => checkOutboundUrl(given, 'url')).toThrow(
      expect.objectContaining({ code: 'invalid', field: 'url', remedy: expect.any(String) }),
    ),
  );
});
