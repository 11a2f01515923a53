import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { proxyTarget } from './proxy-target.ts';

const base = new URL('https://api.acme.example/v1');

const steps = [
  '.',
  '..',
  '%2e',
  '%2E',
  '%2e%2e',
  '.%2e',
  '%2E.',
  '%252e%252e',
  '%25252e%25252e',
  '..;',
  '..;a=b',
  '..%20',
  '%2e%2e%3b',
];
const shapes = (dots: string) => [
  `/${dots}`,
  `/${dots}/admin`,
  `/a/${dots}`,
  `/a/b/${dots}/${dots}/${dots}/v2`,
  `/a%2f${dots}%2fb`,
  `/a%5c${dots}%5cb`,
  `/${dots}?x=1`,
];
const escapes = [
  ...steps.flatMap(shapes),
  ...[
    '//evil.example/x',
    '//evil.example',
    '//user@evil.example',
    '///x',
    '\\\\evil.example',
    '/\\evil.example',
    '/a\\..\\b',
  ],
  ...['@evil.example', '.evil.example/x', ':8080/x', 'https://evil.example/', ';@evil.example', '/a#/b', '#', '/a?b#c'],
  ...['/a%00', '/a%00.json', '/a%0d%0aHost:%20evil.example', '/%250d%250a', '/a%7f', '/a%1f'],
];

test(`${escapes.length} ways out of the app's API are refused`, () => {
  const through = escapes.filter((path) => {
    try {
      proxyTarget(path, base);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid', field: 'path' });
      return false;
    }
  });
  expect(escapes.length).toBeGreaterThanOrEqual(100);
  expect(through).toEqual([]);
});

test.each([
  ['', '/v1'],
  ['/', '/v1/'],
  ['/...', '/v1/...'],
  ['/.well-known/x', '/v1/.well-known/x'],
  ['/a..b/..c/d..', '/v1/a..b/..c/d..'],
  ['/v1.2/x.json', '/v1/v1.2/x.json'],
  ['/sites/https%3A%2F%2Facme.example%2F/pages', '/v1/sites/https%3A%2F%2Facme.example%2F/pages'],
  ['/a%25b', '/v1/a%25b'],
  ['/100%', '/v1/100%'],
  ['/a@b:c', '/v1/a@b:c'],
  ['?q=../../etc', '/v1?q=../../etc'],
])('%s is %s', (path, expected) => {
  const { url, target } = proxyTarget(path, base);
  expect([url.origin, target]).toEqual([base.origin, expected]);
});

test('a base address without a path', () => {
  const { url, target } = proxyTarget('/a', new URL('https://api.acme.example'));
  expect([url.href, target]).toEqual(['https://api.acme.example/a', '/a']);
  expect(proxyTarget('', new URL('https://api.acme.example')).target).toBe('/');
});

const corpora = join(import.meta.dirname, '../../../shared/corpora');
const wpt = join(corpora, 'wpt-url/urltestdata.json');
const redirects = join(corpora, 'open-redirect');

describe('whatever is written there', () => {
  test.skipIf(!existsSync(wpt))('every input of the URL standard’s tests stays below the base, or is refused', () => {
    const entries = z.array(z.unknown()).parse(JSON.parse(readFileSync(wpt, 'utf8')));
    const inputs = entries.flatMap((entry) => z.object({ input: z.string() }).safeParse(entry).data?.input ?? []);
    let passed = 0;
    for (const input of inputs.flatMap((text) => [text, `/${text}`, `/a/${text}`])) {
      let url: URL;
      try {
        url = proxyTarget(input, base).url;
      } catch {
        continue;
      }
      passed += 1;
      expect([input, url.origin, `${url.pathname}/`.startsWith('/v1/')]).toEqual([input, base.origin, true]);
    }
    process.stdout.write(`proxy: ${inputs.length * 3} written paths, ${passed} passed on below the base, 0 outside\n`);
    expect(passed).toBeGreaterThan(200);
  });

  test.runIf(!existsSync(wpt) || !existsSync(redirects))('is tested without the corpora, which are not here', () => {
    process.stdout.write('proxy: skipped the corpora of written addresses: they are not on this machine\n');
  });
});
