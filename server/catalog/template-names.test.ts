import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Connector, OAuth2Auth } from '#connectors/kit/index.ts';
import { vendorValues } from './template-names.ts';

const auth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://{{shop}}.example.com/{{tenant}}/authorize',
  tokenUrl: "https://{{ region || 'eu' }}.example.com/token",
  scopes: [],
  scopeWords: {},
  refresh: 'fixed',
};

const namesOf = (more: Partial<Connector>) => {
  const connector: Connector = {
    name: 'Acme',
    category: 'Other',
    description: 'A test',
    docs: 'https://acme.example',
    version: '1',
    auth,
    settings: z.object({}),
    objects: {},
    ...more,
  };
  return vendorValues({ slug: 'acme', connector, iconPath: '' }).map(({ name, required }) =>
    required ? name : `${name}?`,
  );
};

test('are those that nobody else gives', () => {
  expect(namesOf({})).toEqual(['shop', 'tenant', 'region?']);
  expect(namesOf({ before: z.object({ shop: z.string() }) })).toEqual(['tenant', 'region?']);
  expect(namesOf({ accountTypes: { live: { label: 'Live', values: { tenant: 'live' } } } })).toEqual([
    'shop',
    'region?',
  ]);
  expect(namesOf({ auth: { ...auth, learn: { shop: 'site.name' }, learnFromCallback: ['tenant'] } })).toEqual([
    'region?',
  ]);
  expect(namesOf({ appFields: z.object({ shop: z.string(), tenant: z.string() }) })).toEqual(['region?']);
});

test('what a token answer or a look-up tells is not asked for', () => {
  const base = { baseUrl: 'https://api.example.com/{{account || shop}}/{{cloudId}}' };
  const plain = { ...auth, authorizeUrl: 'https://a.example/authorize', tokenUrl: 'https://a.example/token' };
  expect(namesOf({ ...base, auth: plain })).toEqual(['account', 'cloudId']);
  expect(namesOf({ ...base, auth: plain, lookUp: async () => ({ cloudId: '1' }) })).toEqual([]);
  expect(namesOf({ auth: { ...plain, place: { headers: { authorization: 'Token {{accessToken}}' } } } })).toEqual([]);
});

test('a connector of keys alone asks the vendor for nothing', () => {
  expect(
    namesOf({
      auth: { kind: 'key', fields: z.object({ key: z.string() }), place: { headers: { 'x-key': '{{key}}' } } },
      baseUrl: 'https://api.example.com',
    }),
  ).toEqual([]);
});
