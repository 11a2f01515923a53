import { z } from 'zod';
import {
  address,
  by,
  callable,
  count,
  exactly,
  form,
  type Keys,
  oneOf,
  template,
  templates,
  text,
  yesOrNo,
} from './check-parts.ts';
import type {
  AccountType,
  CertificateAuth,
  DatabaseAuth,
  HmacScheme,
  KeyAuth,
  McpAuth,
  MessageSignatureScheme,
  NoAuth,
  OAuth1Auth,
  OAuth2Auth,
  Placement,
  RequestStep,
  SamlStep,
  SignatureAuth,
  SignStep,
  SigV4Scheme,
  SshAuth,
  TokenAuth,
  WsseScheme,
} from './kit/index.ts';

const basic = exactly({ user: template.or(z.literal('')), password: template.or(z.literal('')) });
const place = exactly({
  headers: templates.optional(),
  query: templates.optional(),
  cookies: templates.optional(),
  basic: basic.optional(),
} satisfies Keys<Placement>).refine((value) => Object.keys(value).length > 0, 'must say where the credential goes');

const words = z.record(z.string(), text, { error: 'must give each scope its words' });
const names = z.array(text, { error: 'must be a list of texts' });

const oauth2 = exactly({
  kind: z.literal('oauth2'),
  authorizeUrl: address,
  tokenUrl: address,
  refreshUrl: address.optional(),
  revokeUrl: address.optional(),
  revoke: exactly({
    method: oneOf(['POST', 'DELETE', 'GET']),
    in: oneOf(['form', 'query', 'path', 'bearer']),
    parameter: text.optional(),
    headers: templates.optional(),
  }).optional(),
  scopes: z.array(text, { error: 'must be a list of scopes' }),
  scopeWords: words,
  optionalScopes: names.optional(),
  scopeSeparator: oneOf([' ', ',', '+']).optional(),
  pkce: yesOrNo.optional(),
  clientAuth: oneOf(['basic', 'body', 'private_key_jwt', 'none']).optional(),
  tokenFormat: oneOf(['form', 'json', 'query']).optional(),
  tokenMethod: oneOf(['POST', 'GET']).optional(),
  tokenHeaders: templates.optional(),
  parameterNames: z.record(z.string(), text).optional(),
  authorizeParameters: templates.optional(),
  tokenParameters: templates.optional(),
  refreshParameters: templates.optional(),
  tokenPaths: z
    .partialRecord(z.enum(['access_token', 'refresh_token', 'expires_in', 'scope', 'token_type']), text)
    .optional(),
  refresh: oneOf(['rotating', 'fixed', 'exchange', 'none']),
  reuse: oneOf(['allowed', 'refused', 'revokes']).optional(),
  exchange: exactly({ url: address, method: oneOf(['GET', 'POST']).optional(), parameters: templates }).optional(),
  defaultExpiresIn: count.optional(),
  refreshTokenEndsAfter: count.optional(),
  learn: z.union([names, z.record(z.string(), text)], { error: 'must be names, or a path for each name' }).optional(),
  learnFromCallback: names.optional(),
  issuer: template.optional(),
  signedCallback: exactly({ parameter: text }).optional(),
  place: place.optional(),
  discover: address.optional(),
} satisfies Keys<OAuth2Auth>).superRefine(({ refresh, exchange, reuse, revoke, revokeUrl }, context) => {
  const missing = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (refresh === 'exchange' && !exchange) missing('exchange', 'is missing: where a token is traded for a longer one');
  if (reuse && refresh !== 'rotating') missing('reuse', "says something of refresh: 'rotating' only");
  if (revoke && !revokeUrl) missing('revokeUrl', 'is missing: where a token is taken back');
});

const requestStep = exactly({
  name: text,
  method: oneOf(['GET', 'POST', 'PUT']),
  url: address,
  headers: templates.optional(),
  query: templates.optional(),
  basic: basic.optional(),
  json: z.json().optional(),
  form: templates.optional(),
  xml: template.optional(),
  answer: oneOf(['json', 'text', 'xml']).optional(),
  take: z.record(z.string(), z.string()).optional(),
  takeHeaders: z.record(z.string(), text).optional(),
  takeCookies: names.optional(),
  expiresIn: text.optional(),
  expiresAt: text.optional(),
} satisfies Keys<RequestStep>);
const signStep = exactly({
  name: text,
  sign: exactly({
    algorithm: oneOf(['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256']),
    key: template,
    keyEncoding: oneOf(['utf8', 'hex', 'base64']).optional(),
    header: templates.optional(),
    claims: templates,
    lifetime: count.optional(),
  } satisfies Keys<SignStep['sign']>),
} satisfies Keys<SignStep>);
const samlStep = exactly({
  name: text,
  saml: exactly({
    key: template,
    certificate: template.optional(),
    issuer: template,
    subject: template,
    subjectFormat: template.optional(),
    audience: template,
    recipient: template,
    authnContext: template.optional(),
    attributes: templates.optional(),
    lifetime: count.optional(),
    encoding: oneOf(['base64url', 'base64']).optional(),
  } satisfies Keys<SamlStep['saml']>),
} satisfies Keys<SamlStep>);
const step = by(
  (value) => ('sign' in value ? signStep : 'saml' in value ? samlStep : requestStep),
  'must be a request, { name, sign } or { name, saml }',
);

const schemes: Record<string, z.ZodType> = {
  'aws-sigv4': exactly({
    kind: text,
    service: template,
    region: template,
    accessKeyId: template,
    secretAccessKey: template,
    sessionToken: template.optional(),
  } satisfies Keys<SigV4Scheme>),
  hmac: exactly({
    kind: text,
    algorithm: oneOf(['sha1', 'sha256', 'sha512']),
    key: template,
    keyEncoding: oneOf(['utf8', 'hex', 'base64']).optional(),
    text: template,
    encoding: oneOf(['hex', 'base64', 'base64url']),
    place,
  } satisfies Keys<HmacScheme>),
  'http-message': exactly({
    kind: text,
    algorithm: oneOf(['ed25519', 'hmac-sha256', 'rsa-pss-sha512', 'ecdsa-p256-sha256']),
    keyId: template,
    key: template,
    keyEncoding: oneOf(['utf8', 'hex', 'base64']).optional(),
    components: names.min(1, 'must name what is signed'),
  } satisfies Keys<MessageSignatureScheme>),
  wsse: exactly({
    kind: text,
    user: template,
    password: template,
    digest: oneOf(['raw', 'hex']).optional(),
  } satisfies Keys<WsseScheme>),
};
const scheme = by(
  (value) => kindOf(value, schemes) ?? exactly({ kind: oneOf(['aws-sigv4', 'hmac', 'http-message', 'wsse']) }),
  'must be a scheme',
);

const help = text.optional();
const kinds: Record<string, z.ZodType> = {
  oauth2,
  token: exactly({
    kind: text,
    fields: form,
    help,
    steps: z.array(step, { error: 'must be a list of steps' }).min(1, 'must hold one step or more'),
    defaultExpiresIn: count.optional(),
    place,
  } satisfies Keys<TokenAuth>),
  key: exactly({ kind: text, fields: form, help, place } satisfies Keys<KeyAuth>),
  oauth1: exactly({
    kind: text,
    signature: oneOf(['HMAC-SHA1', 'HMAC-SHA256']),
    realm: template.optional(),
    realmForm: oneOf(['upper_underscore']).optional(),
    endpoints: exactly({ requestToken: address, authorize: address, accessToken: address }).optional(),
    learn: names.optional(),
    fields: form.optional(),
    help,
  } satisfies Keys<OAuth1Auth>).refine(({ endpoints, fields }) => endpoints ?? fields, 'must have endpoints or fields'),
  signature: exactly({ kind: text, fields: form, help, scheme } satisfies Keys<SignatureAuth>),
  mcp: exactly({
    kind: text,
    url: address,
    scopes: names.optional(),
    scopeWords: words.optional(),
  } satisfies Keys<McpAuth>),
  certificate: exactly({ kind: text, fields: form, help, place: place.optional() } satisfies Keys<CertificateAuth>),
  ssh: exactly({ kind: text, fields: form, help, connect: callable } satisfies Keys<SshAuth>),
  database: exactly({
    kind: text,
    dialect: oneOf(['postgresql']),
    fields: form,
    help,
    connect: callable,
  } satisfies Keys<DatabaseAuth>),
  none: exactly({ kind: text } satisfies Keys<NoAuth>),
};

const noKind = z.looseObject({ kind: z.never(`must be ${Object.keys(kinds).join(', ')}`) });
export const auth = by((value) => kindOf(value, kinds) ?? noKind, 'must say how the app lets us in');

export const accountTypes = z
  .record(
    z.string().regex(/^[a-z][\w-]*$/i, 'must be a name'),
    exactly({
      label: text,
      detail: text.optional(),
      values: z.record(z.string(), z.string()).optional(),
      auth: auth.optional(),
    } satisfies Keys<AccountType>),
  )
  .refine((types) => Object.keys(types).length > 0, 'must hold one kind or more');

function kindOf(value: object, all: Record<string, z.ZodType>): z.ZodType | undefined {
  const kind = 'kind' in value ? value.kind : undefined;
  return typeof kind === 'string' && Object.hasOwn(all, kind) ? all[kind] : undefined;
}
