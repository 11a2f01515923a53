import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { z } from 'zod';
import { declaredConnectorSchema } from '#connectors/kit/declared.ts';
import type { SamlStep, TokenAuth, TokenStep } from '#connectors/kit/index.ts';
import { testCertificate } from '#server/http/test-certificate.ts';
import { Secret } from '#server/secrets.ts';
import { testApp } from '../test-app.ts';
import { obtainCredential } from './obtain-credential.ts';
import { accessBy, failure, now } from './test-access.ts';

const app = testApp();
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey;
const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' = 'pkcs8') => String(key.export({ type, format: 'pem' }));
const key = rsa(2048);

const saml = (more: Partial<SamlStep['saml']> = {}): SamlStep => ({
  name: 'saml',
  saml: {
    key: '{{privateKey}}',
    issuer: '{{clientId}}',
    subject: '{{user}}',
    audience: 'www.acme.example',
    recipient: 'https://login.acme.example/oauth/token',
    ...more,
  },
});
const trade: TokenStep = {
  name: 'login',
  method: 'POST',
  url: 'https://login.acme.example/oauth/token',
  form: {
    grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
    company_id: '{{company}}',
    assertion: '{{saml.assertion}}',
  },
  take: { token: 'access_token' },
  expiresIn: 'expires_in',
};
const auth = (...steps: TokenStep[]): TokenAuth => ({
  kind: 'token',
  fields: z.object({}),
  steps,
  place: { headers: { authorization: 'Bearer {{login.token}}' } },
});
const obtain = (token: TokenAuth, fields: Record<string, unknown>) =>
  obtainCredential({ access: accessBy(token), fields, now, send: app.client.send });

async function assertion(step: SamlStep, fields: Record<string, unknown> = {}): Promise<string> {
  const { token } = await obtain(auth(step), { privateKey: pem(key), user: 'ada', ...fields });
  return token?.values.saml?.assertion ?? '';
}
const decoded = async (step: SamlStep, fields: Record<string, unknown> = {}) =>
  Buffer.from(await assertion(step, fields), step.saml.encoding ?? 'base64url').toString();

/** By the library's own verifier, as an app would: with the key that it has registered, whatever the document brings. */
function isSigned(xml: string, signer: KeyObject = key): boolean {
  const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
  const verifier = new SignedXml({
    publicCert: createPublicKey(signer).export({ type: 'spki', format: 'pem' }),
    getCertFromKeyInfo: () => null,
  });
  try {
    verifier.loadSignature(signature);
    return verifier.checkSignature(xml) && verifier.getSignedReferences().length === 1;
  } catch {
    return false;
  }
}
const parsed = (xml: string) =>
  new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true }).parse(xml).Assertion;

describe('a SAML assertion', () => {
  it('says what RFC 7522 wants, and verifies', async () => {
    const xml = await decoded(
      saml({
        subjectFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509',
        attributes: { api_key: '{{clientId}}', team: '{{team?}}' },
        lifetime: 600,
      }),
      { user: 'ada@acme.example' },
    );
    expect(isSigned(xml)).toBe(true);
    const read = parsed(xml);
    expect(read).toMatchObject({
      '@Version': '2.0',
      '@IssueInstant': '2026-11-21T10:00:00Z',
      '@ID': expect.stringMatching(/^_[0-9a-f-]{36}$/),
      Issuer: 'client-1',
      Subject: {
        NameID: {
          '#text': 'ada@acme.example',
          '@Format': 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        },
        SubjectConfirmation: {
          '@Method': 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
          SubjectConfirmationData: {
            '@NotOnOrAfter': '2026-11-21T10:10:00Z',
            '@Recipient': 'https://login.acme.example/oauth/token',
          },
        },
      },
      Conditions: {
        '@NotBefore': '2026-11-21T09:59:00Z',
        '@NotOnOrAfter': '2026-11-21T10:10:00Z',
        AudienceRestriction: { Audience: 'www.acme.example' },
      },
      AuthnStatement: { AuthnContext: { AuthnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509' } },
      AttributeStatement: { Attribute: { '@Name': 'api_key', AttributeValue: 'client-1' } },
    });
    // The order of the schema: the signature right behind the issuer.
    expect(Object.keys(read).filter((name) => !name.startsWith('@'))).toEqual([
      'Issuer',
      'Signature',
      'Subject',
      'Conditions',
      'AuthnStatement',
      'AttributeStatement',
    ]);
    const { SignedInfo } = read.Signature;
    expect(SignedInfo.SignatureMethod['@Algorithm']).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    expect(SignedInfo.CanonicalizationMethod['@Algorithm']).toBe('http://www.w3.org/2001/10/xml-exc-c14n#');
    expect(SignedInfo.Reference['@URI']).toBe(`#${read['@ID']}`);
  });

  it('does not verify when it was changed, or with another key', async () => {
    const xml = await decoded(saml({ attributes: { role: 'reader' } }));
    const changes: [string, string][] = [
      ['>ada<', '>eve<'],
      ['>reader<', '>admin<'],
      ['www.acme.example', 'www.evil.example'],
      ['2026-11-21T10:05:00Z', '2036-11-21T10:05:00Z'],
      ['login.acme.example', 'login.evil.example'],
      ['</saml:Subject>', '</saml:Subject><saml:Advice/>'],
    ];
    expect(changes.map(([from, to]) => [from, xml.includes(from), isSigned(xml.replace(from, to))])).toEqual(
      changes.map(([from]) => [from, true, false]),
    );
    expect(isSigned(xml, rsa(2048))).toBe(false);
  });

  it('stays one document whatever people are called', async () => {
    const user = `O'Brien & <saml:NameID>"admin"</saml:NameID>\u0007 – Zoë`;
    const xml = await decoded(saml({ recipient: '{{at}}', attributes: { note: '{{note}}' } }), {
      user,
      at: 'https://a.example/?a=1&b="2"\n3',
      note: 'one\r\ntwo\tthree',
    });
    expect(isSigned(xml)).toBe(true);
    const read = parsed(xml);
    const unescaped = (text: string) =>
      text
        .replaceAll('&apos;', "'")
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
    expect(unescaped(String(read.Subject.NameID['#text']))).toBe(user.replace('\u0007', ''));
    // As any reader sees it: after another one has written it anew, line breaks and all.
    expect(isSigned(xml.replaceAll('\r\n', '\n'))).toBe(true);
  });

  it.each([
    ['base64url', undefined],
    ['base64', 'base64'],
  ] as const)('is written in %s', async (written, encoding) => {
    const step = saml({ ...(encoding && { encoding }) });
    const text = await assertion(step, { user: 'ÿþ'.repeat(9) });
    expect(text).toBe(Buffer.from(text, written).toString(written));
    expect(isSigned(Buffer.from(text, written).toString())).toBe(true);
  });

  it.each([
    ['PKCS#1 in one line', pem(key, 'pkcs1').replaceAll('\n', ' ')],
    ['PKCS#8 out of JSON', pem(key).replaceAll('\n', '\\n')],
  ])('is signed with a key in %s', async (_form, privateKey) => {
    expect(isSigned(await decoded(saml(), { privateKey }))).toBe(true);
  });

  it('is signed with the vendor’s own key where the customer has none', async () => {
    const access = accessBy(auth(saml({ key: '{{clientSecret}}' })));
    const client = { clientId: 'app-7', clientSecret: new Secret(pem(key)), scopes: [], parameters: {} };
    const { token } = await obtainCredential({ access: { ...access, client }, fields: { user: 'ada' }, now });
    const xml = Buffer.from(token?.values.saml?.assertion ?? '', 'base64url').toString();
    expect(isSigned(xml)).toBe(true);
    expect(parsed(xml).Issuer).toBe('app-7');
  });

  it('is traded for a token, which is kept for its own life', async () => {
    app.play({
      request: 'POST https://login.acme.example/oauth/token',
      json: { access_token: 'tok-1', expires_in: 86_400 },
    });
    const credential = await obtain(auth(saml(), trade), { privateKey: pem(key), user: 'ada', company: 'GLX' });
    expect(credential.token).toMatchObject({
      values: { login: { token: 'tok-1' } },
      expiresAt: '2026-11-22T10:00:00.000Z',
    });
    const form = app.received[0]?.form() ?? {};
    expect(form).toMatchObject({ grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer', company_id: 'GLX' });
    expect(isSigned(Buffer.from(form.assertion ?? '', 'base64url').toString())).toBe(true);
  });

  it('that is refused tells the app’s own words', async () => {
    app.play({
      request: 'POST https://login.acme.example/oauth/token',
      status: 400,
      json: { error: 'invalid_grant', error_description: 'The assertion has expired' },
    });
    const error = await failure(obtain(auth(saml(), trade), { privateKey: pem(key), user: 'ada', company: 'GLX' }));
    expect(error).toMatchObject({ class: 'auth', message: expect.stringContaining('The assertion has expired') });
  });

  it.each([
    ['of a curve', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey), /kind ec.*one of the kind rsa/],
    ['that is too short', pem(rsa(1024)), /1024 bits/],
    ['that is cut off', pem(key).slice(0, 500), /cut off/],
    ['that is public', String(createPublicKey(key).export({ type: 'spki', format: 'pem' })), /no private key/],
    ['that is a password', 'hunter2', /not in PEM/],
  ])('is not made with a key %s', async (_name, privateKey, words) => {
    const error = await failure(obtain(auth(saml()), { privateKey, user: 'ada' }));
    expect(error).toMatchObject({ class: 'invalid', field: 'privateKey', message: expect.stringMatching(words) });
  });

  describe('with a certificate', () => {
    const { privateKey: ownKey, certificate } = testCertificate({ name: 'acme', kind: 'rsa' });
    const step = saml({ certificate: '{{certificate?}}' });

    it('brings it along', async () => {
      const xml = await decoded(step, { privateKey: ownKey, certificate: certificate.replaceAll('\n', ' ') });
      const letters = certificate.replace(/-----[^-]+-----|\s/g, '');
      expect(parsed(xml).Signature.KeyInfo.X509Data.X509Certificate.replace(/\s/g, '')).toBe(letters);
      expect(isSigned(await decoded(step))).toBe(true);
    });

    it.each([
      ['of another key', { certificate }, /belongs to another private key/],
      ['that is none', { privateKey: ownKey, certificate: pem(key) }, /no certificate that can be read/],
    ])('is not made with one %s', async (_name, fields, words) => {
      const error = await failure(assertion(step, fields));
      expect(error).toMatchObject({ field: 'certificate', message: expect.stringMatching(words) });
    });
  });

  it('can be declared as data', () => {
    const declared = {
      name: 'Acme',
      description: 'HR',
      docs: 'https://acme.example',
      auth: {
        kind: 'token',
        fields: { type: 'object', properties: { privateKey: { type: 'string', title: 'Private key' } } },
        steps: [saml({ attributes: { api_key: '{{clientId}}' } }), trade],
        place: { headers: { authorization: 'Bearer {{login.token}}' } },
      },
    };
    const read = declaredConnectorSchema.safeParse(declared);
    expect(read.error?.issues ?? []).toEqual([]);
    const [step] = declared.auth.steps;
    const odd = { ...declared, auth: { ...declared.auth, steps: [{ ...step, saml: { key: '{{privateKey}}' } }] } };
    expect(declaredConnectorSchema.safeParse(odd).success).toBe(false);
  });
});
