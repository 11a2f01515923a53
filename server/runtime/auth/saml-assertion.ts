import type { KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { secondsAfter } from '#server/clock.ts';
import { escapeXml } from './escape-xml.ts';

/** What an assertion says (SAML 2.0 Core, section 2; RFC 7522, section 3). */
export interface Assertion {
  /** An XML name: no digit in front. */
  id: string;
  issuer: string;
  subject: string;
  subjectFormat: string;
  audience: string;
  recipient: string;
  authnContext: string;
  attributes: Record<string, string>;
  issuedAt: Date;
  /** Seconds. */
  lifetime: number;
}

const clockSkew = 60;
const signatureAlgorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const digestAlgorithm = 'http://www.w3.org/2001/04/xmlenc#sha256';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** Writes an assertion in XML and signs all of it by RSA-SHA256; the signature stands behind the issuer, as the schema wants it. */
export function signAssertion(assertion: Assertion, { key, certificate }: { key: KeyObject; certificate?: string }) {
  const signed = new SignedXml({
    privateKey: key,
    signatureAlgorithm,
    canonicalizationAlgorithm: exclusive,
    ...(certificate !== undefined && { publicCert: certificate }),
  });
  signed.addReference({ xpath: '/*', transforms: [enveloped, exclusive], digestAlgorithm });
  signed.computeSignature(written(assertion), {
    prefix: 'ds',
    location: { reference: "/*/*[local-name()='Issuer']", action: 'after' },
  });
  return signed.getSignedXml();
}

function written(assertion: Assertion): string {
  const { id, issuer, subject, subjectFormat, audience, recipient, authnContext, attributes, lifetime } = assertion;
  const issued = timeOf(assertion.issuedAt);
  const from = timeOf(secondsAfter(assertion.issuedAt, -clockSkew));
  const end = timeOf(secondsAfter(assertion.issuedAt, lifetime));
  const ended = { NotOnOrAfter: end };
  const statements = Object.entries(attributes).map(([name, value]) =>
    element('Attribute', { Name: name }, element('AttributeValue', {}, text(value))),
  );
  return element(
    'Assertion',
    { 'xmlns:saml': 'urn:oasis:names:tc:SAML:2.0:assertion', ID: id, IssueInstant: issued, Version: '2.0' },
    element('Issuer', {}, text(issuer)),
    element(
      'Subject',
      {},
      element('NameID', { Format: subjectFormat }, text(subject)),
      element(
        'SubjectConfirmation',
        { Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer' },
        element('SubjectConfirmationData', { ...ended, Recipient: recipient }),
      ),
    ),
    element(
      'Conditions',
      { NotBefore: from, ...ended },
      element('AudienceRestriction', {}, element('Audience', {}, text(audience))),
    ),
    element(
      'AuthnStatement',
      { AuthnInstant: issued, SessionIndex: id },
      element('AuthnContext', {}, element('AuthnContextClassRef', {}, text(authnContext))),
    ),
    ...(statements.length > 0 ? [element('AttributeStatement', {}, ...statements)] : []),
  );
}

function element(name: string, attributes: Record<string, string>, ...content: string[]): string {
  // A line break inside an attribute is read back as a space, and the signature would no longer be of what is read.
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value.replace(/\s/g, ' '))}"`);
  return `<saml:${name}${written.join('')}>${content.join('')}</saml:${name}>`;
}

const text = (value: string): string => String(escapeXml({ value: value.replace(/\r\n?/g, '\n') }).value);

/** Whole seconds: some readers know no others. */
const timeOf = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
