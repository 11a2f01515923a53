import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isAddressAllowed, isPublicAddress, parseAllowList } from './address-guard.ts';

const corpus = '../shared/corpora/ssrf/svix-is-allowed.json';

describe('isPublicAddress', () => {
  it.each([
    ...[
      '0.0.0.0',
      '10.0.0.1',
      '100.64.0.1',
      '100.100.100.200',
      '127.0.0.1',
      '127.255.255.255',
      '168.63.129.16',
      '169.254.169.254',
    ],
    ...[
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.192',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.1',
    ],
    ...['203.0.113.9', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  ])('refuses %s and its mapped form', (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
    expect(isPublicAddress(`0:0:0:0:0:ffff:${address}`)).toBe(false);
  });

  it.each([
    ['loopback', '::1'],
    ['unspecified', '::'],
    ['IPv4-compatible', '::8.8.8.8'],
    ['mapped in hexadecimal', '::ffff:7f00:1'],
    ['translated (SIIT)', '::ffff:0:8.8.8.8'],
    ['NAT64', '64:ff9b::808:808'],
    ['local NAT64', '64:ff9b:1::1'],
    ['discard-only', '100::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['documentation since 2024', '3fff::1'],
    ['6to4 of a private address', '2002:a00:1::1'],
    ['6to4 of a public address', '2002:808:808::1'],
    ['segment routing', '5f00::1'],
    ['unique local', 'fc00::1'],
    ['metadata of AWS', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['public with a zone', '2606:4700::1111%1'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
  ])('refuses %s: %s', (_kind, address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
    '::ffff:8.8.8.8',
  ])('lets %s through', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each(['', 'localhost', '127.1', '0x7f.0.0.1', '2130706433', '1.1.1.1.1', '[::1]', '::g'])(
    'refuses %j, which is no address',
    (text) => expect(isPublicAddress(text)).toBe(false),
  );

  it.skipIf(!existsSync(corpus))(
    `agrees with the list in ${corpus}${existsSync(corpus) ? '' : ' (skipped: it is not beside this checkout)'}`,
    () => {
      const { deny, allow } = z
        .object({ deny: z.array(z.string()), allow: z.array(z.string()) })
        .parse(JSON.parse(readFileSync(corpus, 'utf8')));
      expect(deny.length).toBe(39);
      expect(deny.filter(isPublicAddress)).toEqual([]);
      expect(allow.filter((address) => !isPublicAddress(address))).toEqual([]);
    },
  );
});

describe('the allow-list', () => {
  const reaches = (entry: string, host: string, port: number, address: string) =>
    isAddressAllowed(address, { host, port }, parseAllowList([entry]));

  it('opens a name on its port, whatever it resolves to', () => {
    expect(reaches('crm.internal:8080', 'crm.internal', 8080, '10.1.2.3')).toBe(true);
    expect(reaches('CRM.internal:8080', 'crm.INTERNAL.', 8080, '10.1.2.3')).toBe(true);
    expect(reaches('crm.internal:8080', 'crm.internal', 8081, '10.1.2.3')).toBe(false);
    expect(reaches('crm.internal:8080', 'evil.example', 8080, '10.1.2.3')).toBe(false);
  });

  it('opens localhost for both loopback addresses, and not for another name that resolves there', () => {
    expect(reaches('localhost:4702', 'localhost', 4702, '127.0.0.1')).toBe(true);
    expect(reaches('localhost:4702', 'localhost', 4702, '::1')).toBe(true);
    expect(reaches('localhost:4702', '127.0.0.1', 4702, '127.0.0.1')).toBe(true);
    expect(reaches('localhost:4702', '::1', 4702, '::1')).toBe(true);
    expect(reaches('localhost:4702', 'rebound.example', 4702, '127.0.0.1')).toBe(false);
    expect(reaches('localhost:4702', '127.0.0.2', 4702, '127.0.0.2')).toBe(false);
  });

  it('opens an address on one port, a range on every port, and nothing beside', () => {
    expect(reaches('10.1.2.3:5432', 'db.example', 5432, '10.1.2.3')).toBe(true);
    expect(reaches('10.1.2.3:5432', 'db.example', 5433, '10.1.2.3')).toBe(false);
    expect(reaches('[fd00::5]:443', 'x.example', 443, 'fd00::5')).toBe(true);
    expect(reaches('10.0.0.0/8', 'x.example', 9999, '10.255.255.255')).toBe(true);
    expect(reaches('10.0.0.0/8', 'x.example', 443, '11.0.0.1')).toBe(true);
    expect(reaches('10.0.0.0/8', 'x.example', 443, '192.168.0.1')).toBe(false);
    expect(reaches('fd00::/8', 'x.example', 443, 'fd12::1')).toBe(true);
    expect(reaches('10.0.0.0/8', 'x.example', 443, '::ffff:10.0.0.1')).toBe(true);
  });

  it.each([
    'localhost',
    '10.0.0.1',
    'localhost:0',
    'localhost:70000',
    '10.0.0.0/33',
    'http://x:80',
    '[::1',
    'a b:80',
    '[x]:80',
  ])('says that %j can not be read', (entry) =>
    expect(() => parseAllowList([entry])).toThrow('which names no address'),
  );
});
