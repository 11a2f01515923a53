import { constants, createHash, createHmac, type KeyObject, sign } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import { AppCallError, type MessageSignatureScheme } from '#connectors/kit/index.ts';
import { fillHeader, fillText } from '../template.ts';
import type { AuthenticatedRequest, OutgoingRequest, Signing } from './authenticate.ts';
import { fieldIn, privateKey, unusable } from './private-key.ts';
import { secretBytes } from './secret-bytes.ts';
import { wholeBody } from './whole-body.ts';
import { headerOf, withHeaders } from './with-headers.ts';

type Signer = (data: Buffer) => Promise<Buffer>;

/** HTTP Message Signatures (RFC 9421), with the Content-Digest of RFC 9530 where the body is signed. */
export async function signMessage(signing: Signing<MessageSignatureScheme>): Promise<AuthenticatedRequest> {
  const { scheme, request, values, app, now } = signing;
  const components = scheme.components.filter((name) => request.body !== undefined || !ofBody.has(name.toLowerCase()));
  const headers = withHeaders(request.headers, derivedHeaders(request, components, { app, now }));
  const missing = components.find((name) => !name.startsWith('@') && headerOf(headers, baseOf(name)) === undefined);
  if (missing !== undefined) {
    throw new AppCallError(`${app} wants the header ${baseOf(missing)} signed, and this request has none.`, {
      class: 'internal',
      code: 'unsigned_header',
      field: baseOf(missing),
    });
  }
  const keyId = fillHeader({ template: scheme.keyId, values, app });
  const signed = await httpbis.signMessage(
    {
      key: { id: keyId, alg: scheme.algorithm, sign: signerOf(signing) },
      fields: components,
      params: ['created', 'keyid'],
      paramValues: { created: now },
      name: 'sig1',
    },
    { method: request.method, url: request.url, headers },
  );
  return { ...request, headers: withHeaders({}, signed.headers) };
}

const ofBody = new Set(['content-digest', 'content-type', 'content-length', 'content-encoding']);
/** `"x";sf` and `x;sf` are the header x. */
const baseOf = (component: string): string => (component.split(';')[0] ?? component).replaceAll('"', '').toLowerCase();

function derivedHeaders(request: OutgoingRequest, components: string[], { app, now }: { app: string; now: Date }) {
  const wanted = new Set(components.map(baseOf));
  const needs = (name: string) => wanted.has(name) && headerOf(request.headers, name) === undefined;
  const body = () => Buffer.from(wholeBody(request.body, app));
  return {
    ...(needs('date') && { date: now.toUTCString() }),
    ...(needs('content-length') && { 'content-length': String(body().length) }),
    ...(wanted.has('content-digest') && {
      'content-digest': `sha-256=:${createHash('sha256').update(body()).digest('base64')}:`,
    }),
  };
}

// The salt of RSA-PSS is as long as the hash (RFC 9421, 3.3.1); by default it would be as long as fits.
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 };
const typeOf = { 'rsa-pss-sha512': ['rsa', 'rsa-pss'], 'ecdsa-p256-sha256': ['ec'], ed25519: ['ed25519'] };

function signerOf({ scheme, values, app }: Signing<MessageSignatureScheme>): Signer {
  const { algorithm, key: template } = scheme;
  if (algorithm === 'hmac-sha256') {
    const secret = secretBytes(template, { encoding: scheme.keyEncoding, values, app });
    return async (data) => createHmac('sha256', secret).update(data).digest();
  }
  const field = fieldIn(template);
  const key = privateKey(fillText({ template, values, app }) ?? '', { app, field });
  const isRight = typeOf[algorithm].includes(String(key.asymmetricKeyType)) && curveFits(key);
  if (!isRight) throw unusable(app, field, `is not a key for ${algorithm}`);
  if (algorithm === 'ed25519') return async (data) => sign(null, data, key);
  if (algorithm === 'rsa-pss-sha512') return async (data) => sign('sha512', data, { key, ...pss });
  return async (data) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
}

const curveFits = (key: KeyObject): boolean =>
  key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
