import { type KeyObject, randomUUID, X509Certificate } from 'node:crypto';
import type { SamlStep } from '#connectors/kit/index.ts';
import { secondsAfter } from '#server/clock.ts';
import type { Secret } from '#server/secrets.ts';
import { fillText } from '../template.ts';
import { filledOf } from './place.ts';
import { fieldIn, privateKey, unusable } from './private-key.ts';
import { repairPem, UnusablePem } from './repair-pem.ts';
import type { StepResult } from './run-steps.ts';
import { signAssertion } from './saml-assertion.ts';

interface Filling {
  values: Record<string, unknown>;
  app: string;
  /** `{{clientSecret}}` as a key, where the form has no field of that name. */
  vendorKey?: Secret;
  now: Date;
}

const defaultLifetime = 300;
const minBits = 2048;
const unspecifiedName = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
const unspecifiedContext = 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified';

/** Signs a SAML 2.0 assertion for the bearer grant of RFC 7522. */
export function samlStep({ saml }: SamlStep, { values, app, vendorKey, now }: Filling): StepResult {
  const { lifetime = defaultLifetime, encoding = 'base64url' } = saml;
  const keyValues = vendorKey === undefined ? values : { clientSecret: vendorKey.reveal(), ...values };
  const field = fieldIn(saml.key);
  const key = rsaKey(fillText({ template: saml.key, values: keyValues, app }) ?? '', { app, field });
  const filled = (template: string) => fillText({ template, values, app });
  const certificate = saml.certificate === undefined ? undefined : filled(saml.certificate);
  const xml = signAssertion(
    {
      id: `_${randomUUID()}`,
      issuer: filled(saml.issuer) ?? '',
      subject: filled(saml.subject) ?? '',
      subjectFormat: filled(saml.subjectFormat ?? '') || unspecifiedName,
      audience: filled(saml.audience) ?? '',
      recipient: filled(saml.recipient) ?? '',
      authnContext: filled(saml.authnContext ?? '') || unspecifiedContext,
      attributes: filledOf(saml.attributes, filled),
      issuedAt: now,
      lifetime,
    },
    {
      key,
      ...(certificate !== undefined && {
        certificate: certificateOf(certificate, { key, app, field: fieldIn(saml.certificate ?? '') }),
      }),
    },
  );
  return { taken: { assertion: Buffer.from(xml).toString(encoding) }, expiresAt: secondsAfter(now, lifetime) };
}

function rsaKey(pem: string, { app, field }: { app: string; field: string }): KeyObject {
  const key = privateKey(pem, { app, field });
  if (key.asymmetricKeyType !== 'rsa') {
    throw unusable(
      app,
      field,
      `is a key of the kind ${key.asymmetricKeyType}, and a SAML assertion needs one of the kind rsa`,
    );
  }
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (modulusLength >= minBits) return key;
  throw unusable(app, field, `has ${modulusLength} bits, and a SAML assertion is signed with ${minBits} or more`);
}

function certificateOf(pem: string, { key, app, field }: { key: KeyObject; app: string; field: string }): string {
  const certificate = readCertificate(pem, { app, field });
  if (certificate.checkPrivateKey(key)) return certificate.toString();
  throw unusable(app, field, 'belongs to another private key');
}

function readCertificate(pem: string, { app, field }: { app: string; field: string }): X509Certificate {
  try {
    return new X509Certificate(repairPem(pem));
  } catch (cause) {
    const why = cause instanceof UnusablePem ? cause.message : 'is no certificate that can be read (X.509 in PEM)';
    throw unusable(app, field, why, cause);
  }
}
