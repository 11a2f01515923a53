import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemsOf } from './check-connector.ts';
import { type ConnectorAuth, clientCredentials, defineAction, defineObject } from './kit/index.ts';

const word = z.string().meta({ title: 'Key' });
const fields = z.object({ key: word });
const header = { headers: { authorization: 'Bearer {{key}}' } };
const auth: ConnectorAuth = { kind: 'key', fields, place: header };
const oauth2 = {
  kind: 'oauth2',
  authorizeUrl: 'https://{{shop}}.acme.example/a',
  tokenUrl: 'https://acme.example/t',
  scopes: ['read'],
  scopeWords: { read: 'Read' },
  refresh: 'fixed',
} as const satisfies ConnectorAuth;
const item = defineObject({
  label: 'items',
  row: z.object({ id: z.string() }),
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  pull: async () => ({ rows: [], next: null }),
});
const action = defineAction({
  title: 'Create an item',
  input: z.object({ name: z.string().meta({ options: 'names' }) }),
  output: z.object({ id: z.string() }),
  effect: 'writes',
  repeat: 'none',
  run: async () => ({ id: '1' }),
  example: { name: 'Ada' },
});
const trigger = {
  via: 'hook',
  title: 'An item was made',
  events: ['made'],
  output: z.object({ id: z.string() }),
  sample: { id: '1' },
};
const hooks = { verify: 'none', secretFrom: 'customer', events: () => [] };
const choices = async () => ({ options: [], next: null });
const good = {
  name: 'Acme',
  category: 'CRM',
  description: 'A CRM.',
  docs: 'https://acme.example/docs',
  version: '1',
  auth,
  accountTypes: { test: { label: 'Test', values: { login: 'test' } }, sign: { label: 'Sign in', auth: oauth2 } },
  before: z.object({ shop: z.string().meta({ title: 'Shop' }) }),
  baseUrl: 'https://{{shop}}.acme.example',
  headers: { 'x-version': '1' },
  hosts: ['*.acme.example'],
  limits: [{ scope: 'app', requests: 1, perMs: 1 }],
  limitHeaders: { remaining: 'x-left', reset: 'x-reset', resetUnit: 'epoch' },
  settings: z.object({}),
  objects: { item },
  actions: { createItem: action },
  triggers: { made: trigger },
  hooks,
  options: { names: choices },
};
const withAuth = (changed: object) => problemsOf({ ...good, accountTypes: undefined, auth: changed });

describe('problemsOf', () => {
  it('finds none where there is none', () => expect(problemsOf(good)).toEqual([]));

  const steps = [{ name: 'login', method: 'POST', url: 'https://acme.example/login', take: { token: 'token' } }];
  const signs = { algorithm: 'RS256', key: '{{key}}', claims: { iss: '{{key}}' } };
  const connect = () => ({});
  const kinds: [string, object][] = [
    ['oauth2', oauth2],
    ['key', auth],
    ['token', { kind: 'token', fields, steps: [{ name: 'jwt', sign: signs }, ...steps], place: header }],
    ['client credentials', clientCredentials({ tokenUrl: 'https://acme.example/token', clientAuth: 'basic' })],
    ['oauth1 by a form', { kind: 'oauth1', signature: 'HMAC-SHA256', realm: '{{account}}', fields }],
    ['signature', { kind: 'signature', fields, scheme: { kind: 'wsse', user: '{{key}}', password: '{{key}}' } }],
    ['mcp', { kind: 'mcp', url: 'https://mcp.acme.example' }],
    ['certificate', { kind: 'certificate', fields }],
    ['ssh', { kind: 'ssh', fields, connect }],
    ['database', { kind: 'database', dialect: 'postgresql', fields, connect }],
    ['none', { kind: 'none' }],
  ];
  it.each(kinds)('knows the kind %s', (_kind, changed) => expect(withAuth(changed)).toEqual([]));

  it.each<[string, object, string]>([
    ['a misspelt part of a sign-in', { ...oauth2, refreshURL: 'x' }, 'auth has what nobody reads: refreshURL.'],
    [
      'a template that is not closed',
      { ...oauth2, tokenUrl: 'https://{{shop.example' },
      'auth.tokenUrl has a place that is not closed',
    ],
    [
      'a template that no one can fill',
      { ...oauth2, tokenUrl: 'https://{{a b}}' },
      "auth.tokenUrl can't be read as a template",
    ],
    ['an address without a host', { ...oauth2, tokenUrl: '/token' }, 'auth.tokenUrl must be an address'],
    ['an exchange that is nowhere', { ...oauth2, refresh: 'exchange' }, 'auth.exchange is missing'],
    ['a word on rotation where nothing rotates', { ...oauth2, reuse: 'allowed' }, 'auth.reuse says something'],
    [
      'a field without a title',
      { kind: 'key', fields: z.object({ key: z.string() }), place: header },
      'auth.fields.key has no title',
    ],
    ['a credential that goes nowhere', { kind: 'key', fields, place: {} }, 'auth.place must say where'],
    ['a token without a step', { kind: 'token', fields, steps: [], place: header }, 'auth.steps must hold one step'],
    [
      'a step in a strange form',
      { kind: 'token', fields, steps: [{ name: 'jwt', sign: { ...signs, algorithm: 'none' } }], place: header },
      'auth.steps.0.sign.algorithm must be RS256, PS256, ES256, EdDSA or HS256.',
    ],
    [
      'an assertion for nobody',
      {
        kind: 'token',
        fields,
        steps: [{ name: 'saml', saml: { key: '{{key}}', issuer: 'a', audience: 'b', recipient: 'c' } }],
        place: header,
      },
      'auth.steps.0.saml.subject must be',
    ],
    [
      'an unknown scheme',
      { kind: 'signature', fields, scheme: { kind: 'md5' } },
      'auth.scheme.kind must be aws-sigv4, hmac',
    ],
  ])('names %s', (_what, changed, problem) => expect(withAuth(changed).join(' ')).toContain(problem));

  it.each<[string, object, string]>([
    ['nothing to use', { objects: {}, actions: {}, triggers: {} }, 'objects must hold one object or more'],
    ['an account type without words', { accountTypes: { test: {} } }, 'accountTypes.test.label must be a text.'],
    [
      'what is wrong inside an account type',
      {
        accountTypes: { test: { label: 'Test', auth: { kind: 'magic' } } },
      },
      'accountTypes.test.auth.kind must be',
    ],
    ['a limit of nothing', { limits: [{ scope: 'app', requests: 0, perMs: 1 }] }, 'limits.0.requests must be above 0.'],
    ['a host with a path', { hosts: ['acme.example/api'] }, 'hosts.0 must be a host'],
    ['a header that can not be filled', { headers: { 'x-a': '{{}}' } }, "headers.x-a can't be read as a template"],
    ['a category of its own', { category: 'Fun' }, 'category must be one of kit/categories.ts.'],
    ['documentation without an address', { docs: 'see wiki' }, 'docs must be an address.'],
    [
      'an example that does not fit',
      { actions: { createItem: { ...action, example: {} } } },
      'actions.createItem.example does not fit: name:',
    ],
    [
      'reading that is not natural to repeat',
      { actions: { createItem: { ...action, effect: 'reads' } } },
      'actions.createItem.repeat must be natural',
    ],
    [
      'choices of an action that nobody gives',
      { options: {} },
      'options.names is missing: actions.createItem.input.name',
    ],
    [
      'a field that depends on none',
      { settings: z.object({ a: z.string().meta({ title: 'A', dependsOn: 'b' }) }) },
      'settings.a depends on b, which is not asked.',
    ],
    [
      'a scope of an action without words',
      { actions: { createItem: { ...action, scopes: ['write'] } } },
      'auth.scopeWords.write is missing',
    ],
    [
      'a sample that does not fit',
      { triggers: { made: { ...trigger, sample: {} } } },
      'triggers.made.sample does not fit: id:',
    ],
    [
      'a trigger of no kind',
      { triggers: { made: { ...trigger, via: 'mail' } } },
      'triggers.made.via must be hook or poll.',
    ],
    ['a trigger that nobody tells', { hooks: undefined }, 'hooks is missing: triggers.made waits for it.'],
    [
      'a hook without a check',
      { hooks: { ...hooks, verify: undefined } },
      "hooks.verify must be a function, or 'none'.",
    ],
    [
      'a secret from a subscription that is none',
      { hooks: { ...hooks, secretFrom: 'subscription' } },
      'hooks.subscribe is missing',
    ],
    [
      'a secret from an app that is none',
      { accountTypes: undefined, hooks: { ...hooks, secretFrom: 'oauthApp' } },
      'hooks.secretFrom is an OAuth app',
    ],
    [
      'deletions that only a full pass finds',
      { objects: { item: { ...item, reportsDeletes: true } } },
      'objects.item.reportsDeletes can be true only',
    ],
    [
      'a write without an example',
      { objects: { item: { ...item, upsert: { batch: 1, matchBy: [], write: choices, example: [] } } } },
      'objects.item.upsert.example must hold two items.',
    ],
    ['what the kit does not know', { webhook: true }, 'the connector has what nobody reads: webhook.'],
    ['no base address', { baseUrl: undefined }, 'baseUrl is missing'],
  ])('names %s', (_what, changed, problem) => expect(problemsOf({ ...good, ...changed }).join(' ')).toContain(problem));

  it.each([[undefined], ['text'], [null]])('wants a connector, not %s', (value) =>
    expect(problemsOf(value)[0]).toContain('exported by default'),
  );
});
