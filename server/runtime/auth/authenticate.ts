import { AppCallError, type ConnectorAuth, type Placement, type SignatureAuth } from '#connectors/kit/index.ts';
import type { ClientCertificate } from '#server/http/client-certificate.ts';
import type { EgressBody } from '#server/http/egress.ts';
import type { Access } from '../access.ts';
import type { Credential } from '../credential.ts';
import { checkEnd, clientCertificate } from './client-certificate.ts';
import { expectFields, expectOAuth2, fieldValues, stepValues } from './credential-values.ts';
import { place } from './place.ts';
import { signHmac } from './sign-hmac.ts';
import { signMessage } from './sign-message.ts';
import { signOAuth1 } from './sign-oauth1.ts';
import { signSigV4 } from './sign-sigv4.ts';
import { signWsse } from './sign-wsse.ts';

export interface OutgoingRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: EgressBody;
}

export interface AuthenticatedRequest {
  url: URL;
  headers: Record<string, string>;
  body?: EgressBody;
  tls?: ClientCertificate;
}

interface Input<Auth extends ConnectorAuth = ConnectorAuth> {
  access: Access<Auth>;
  credential: Credential;
  request: OutgoingRequest;
  now: Date;
}

/** What a signature is made of: the request, and what the connector's templates are filled from. */
export interface Signing<Scheme> {
  scheme: Scheme;
  request: OutgoingRequest;
  values: Record<string, unknown>;
  app: string;
  now: Date;
}

/**
 * Puts a connection's credential on one request. For each hop anew: a signature is of one address.
 * Throws an `AppCallError`, or an `AppError` that names the template's value that is missing.
 */
export async function authenticate(input: Input): Promise<AuthenticatedRequest> {
  const { url, headers, body, tls } = await authenticated(input);
  return { url, headers, ...(body !== undefined && { body }), ...(tls && { tls }) };
}

async function authenticated({ access, ...input }: Input): Promise<AuthenticatedRequest> {
  const { auth } = access;
  switch (auth.kind) {
    case 'none':
      return input.request;
    case 'oauth2':
      return placeToken({ ...input, access }, auth.place);
    case 'mcp':
      return placeToken({ ...input, access }, undefined);
    case 'key':
      return place(input.request, auth.place, ofFields({ ...input, access }));
    case 'token':
      return place(input.request, auth.place, ofSteps({ ...input, access }));
    case 'oauth1':
      return signOAuth1({ ...input, access: { ...access, auth } });
    case 'signature':
      return sign(auth.scheme, { ...input, access });
    case 'certificate': {
      const filling = ofFields({ ...input, access });
      const tls = clientCertificate(filling.fields, filling.app);
      checkEnd(tls, { app: filling.app, now: input.now });
      return { ...place(input.request, auth.place ?? {}, filling), tls };
    }
    case 'ssh':
    case 'database':
      throw new AppCallError(
        `${access.connector.connector.name} is connected by ${auth.kind === 'ssh' ? 'SSH' : 'a database log-in'}, with which no web address can be called.`,
        { class: 'internal', code: 'no_token' },
      );
  }
}

function sign(scheme: SignatureAuth['scheme'], input: Input): AuthenticatedRequest | Promise<AuthenticatedRequest> {
  const signing = { ...ofFields(input), request: input.request, now: input.now };
  switch (scheme.kind) {
    case 'aws-sigv4':
      return signSigV4({ ...signing, scheme });
    case 'hmac':
      return signHmac({ ...signing, scheme });
    case 'http-message':
      return signMessage({ ...signing, scheme });
    case 'wsse':
      return signWsse({ ...signing, scheme });
  }
}

const bearer: Placement = { headers: { authorization: '{{tokenType}} {{accessToken}}' } };

function placeToken({ access, credential, request }: Input, placement: Placement = bearer): AuthenticatedRequest {
  const { accessToken, tokenType } = expectOAuth2(credential, access);
  const values = {
    ...access.values,
    ...(access.client && { clientId: access.client.clientId }),
    accessToken,
    tokenType: /^bearer$/i.test(tokenType) ? 'Bearer' : tokenType,
  };
  return place(request, placement, { values, app: access.connector.connector.name });
}

function ofFields({ access, credential }: Input) {
  const { fields } = expectFields(credential, access);
  return { fields, values: { ...access.values, ...fieldValues(fields) }, app: access.connector.connector.name };
}

function ofSteps(input: Input) {
  const { values, app } = ofFields(input);
  const { token } = expectFields(input.credential, input.access);
  if (token !== undefined) return { values: { ...values, ...stepValues(token.values) }, app };
  throw new AppCallError(`The access to ${app} has not been fetched.`, { class: 'auth', code: 'no_token' });
}
