import { describe, expect, it } from 'vitest';
import type { Connector, OAuth2Auth } from '#connectors/kit/index.ts';
import { trustedAddress } from './endpoints.ts';
import { oauthAccess } from './oauth-access.ts';
import { testAccess } from './test-access.ts';

interface Case {
  template: string;
  /** From the customer or the browser. */
  learnt?: Record<string, string>;
  /** From the vendor. */
  parameters?: Record<string, string>;
  connector?: Partial<Connector>;
  auth?: Partial<OAuth2Auth>;
  clientSecret?: string;
}

function address({ template, learnt, parameters = {}, connector, auth, clientSecret }: Case): string {
  const client = { parameters, clientSecret };
  return trustedAddress(template, oauthAccess(testAccess('https://acme.example', { auth, connector, client, learnt })))
    .href;
}

const sandbox = { label: 'Sandbox', values: { login: 'test.acme.example' } };

describe('the client secret', () => {
  it.each<[string, Case]>([
    ['a host that the connector wrote', { template: 'https://acme.example/{{path}}', learnt: { path: 'x' } }],
    ['a name below one', { template: 'https://{{shop}}.acme.example/token', learnt: { shop: 'globex' } }],
    ['a host that the vendor gave', { template: '{{origin}}/token' }],
    ['a part that the vendor gave', { template: 'https://login.{{zone}}/token', parameters: { zone: 'acme.example' } }],
    ['a literal', { template: "https://acme.{{zone || 'example'}}/token" }],
    [
      'an account type’s',
      {
        template: 'https://{{login}}/token',
        learnt: { login: 'test.acme.example' },
        connector: { accountTypes: { sandbox } },
      },
    ],
    [
      'one of the connector’s hosts',
      {
        template: '{{instance}}/token',
        learnt: { instance: 'https://eu.acme.example' },
        connector: { hosts: ['*.acme.example'] },
      },
    ],
  ])('goes to %s', (_what, given) => {
    expect(address(given)).toMatch(/^https:/);
  });

  it.each<[string, Case]>([
    ['a host that a customer typed', { template: 'https://{{domain}}/token', learnt: { domain: 'evil.example' } }],
    ['an address that was learnt', { template: '{{instance}}/token', learnt: { instance: 'https://evil.example' } }],
    ['the end of a host', { template: 'https://acme.{{zone}}/token', learnt: { zone: 'com.evil.example' } }],
    ['a host that only begins like ours', { template: 'https://{{x}}acme.example/token', learnt: { x: 'evil' } }],
    ['a name right below a top level', { template: 'https://{{x}}.example/token', learnt: { x: 'evil' } }],
    [
      'a vendor’s value that was learnt anew',
      { template: '{{origin}}/token', learnt: { origin: 'https://evil.example' } },
    ],
    [
      'a connector’s host without encryption',
      {
        template: '{{instance}}/token',
        learnt: { instance: 'http://eu.acme.example' },
        connector: { hosts: ['*.acme.example'] },
      },
    ],
  ])('does not go to %s', (_what, given) => {
    expect(() => address(given)).toThrow(/The OAuth app's secret of Acme is not sent to [\w.]+\./);
  });

  it('is no concern where none is sent', () => {
    const given = { template: 'https://{{domain}}/token', learnt: { domain: 'self.hosted.example' } };
    expect(address({ ...given, clientSecret: '' })).toBe('https://self.hosted.example/token');
    expect(address({ ...given, auth: { clientAuth: 'private_key_jwt' } })).toBe('https://self.hosted.example/token');
  });
});
