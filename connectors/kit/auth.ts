import type { z } from 'zod';
import type { Template } from './template.ts';

/**
 * Where a credential goes on each request. Templates are filled from the credential's own values (fields, `accessToken`, what
 * steps have taken) and from the connection's values.
 */
export interface Placement {
  headers?: Record<string, Template>;
  query?: Record<string, Template>;
  cookies?: Record<string, Template>;
  /** HTTP Basic, encoded by the engine. */
  basic?: { user: Template; password: Template };
}

/** OAuth 2 by authorization code: the person agrees at the app, in the popup. */
export interface OAuth2Auth {
  kind: 'oauth2';
  authorizeUrl: Template;
  /**
   * The OAuth app's secret goes to hosts that connector or vendor have named: what a customer answers, or the app tells, may stand
   * below a domain that is written out (`https://{{shop}}.example.com`). A host that is learnt as a whole must be one of `hosts`.
   */
  tokenUrl: Template;
  /** The token address unless told. */
  refreshUrl?: Template;
  revokeUrl?: Template;
  /** How the token is taken back, where it is not as RFC 7009 says. The refresh token where there is one; the access token for `bearer` and for the parameter `access_token`. `path`: at its end, or where it says `{{token}}`. `headers`: this request's alone, and they may say `{{clientSecret}}`. */
  revoke?: {
    method: 'POST' | 'DELETE' | 'GET';
    in: 'form' | 'query' | 'path' | 'bearer';
    parameter?: string;
    headers?: Record<string, Template>;
  };
  scopes: string[];
  /** Each scope in plain words, for the person who is asked: "See your contacts". */
  scopeWords: Record<string, string>;
  /** May be missing without harm: asked for beside `scopes`, and not reported as missing. Also what the app never names among the granted. */
  optionalScopes?: string[];
  scopeSeparator?: ' ' | ',' | '+';
  /** PKCE S256 unless the app refuses it. */
  pkce?: boolean;
  /** How the client proves itself at the token address; `body` unless told. `private_key_jwt`: the client secret is a private key in PEM, and a value `keyId` of the OAuth app its `kid`. `none`: by its id alone. */
  clientAuth?: 'basic' | 'body' | 'private_key_jwt' | 'none';
  /** How token requests travel; `form` unless told. */
  tokenFormat?: 'form' | 'json' | 'query';
  tokenMethod?: 'POST' | 'GET';
  tokenHeaders?: Record<string, Template>;
  /** Other names of the standard's parameters: `{ client_id: 'client_key', state: 'shop_state' }`. Applied to authorize, callback and token. */
  parameterNames?: Record<string, string>;
  /** Beside the standard's own, which they can't replace. */
  authorizeParameters?: Record<string, Template>;
  /** With the code. They may say `{{clientId}}`, `{{clientSecret}}`, `{{code}}`, `{{redirectUri}}`, and give `grant_type` another value. */
  tokenParameters?: Record<string, Template>;
  /** With a refresh, where `tokenParameters` are not sent. `{{refreshToken}}`, `{{accessToken}}` and `{{scope}}` too. */
  refreshParameters?: Record<string, Template>;
  /** Where the token answer keeps what the standard names otherwise: `{ access_token: 'authed_user.access_token' }`. Paths by dots. A renewal may answer at the usual place. */
  tokenPaths?: Partial<Record<'access_token' | 'refresh_token' | 'expires_in' | 'scope' | 'token_type', string>>;
  /** `rotating`: every refresh burns the old refresh token. `exchange`: the access token itself is traded for a longer one. `none`: a person must reconnect. */
  refresh: 'rotating' | 'fixed' | 'exchange' | 'none';
  /**
   * What a rotating app does when a refresh token is used a second time. `allowed`: answers again, until the new one was used.
   * `refused`: `invalid_grant`, nothing else. `revokes`: every token of the family dies. `refused` unless told.
   */
  reuse?: 'allowed' | 'refused' | 'revokes';
  /** A short-lived token is traded for a long-lived one right after the code, and again before its end (`refresh: 'exchange'`): by `refreshUrl` and `refreshParameters` where that is another call. GET unless told. */
  exchange?: { url: Template; method?: 'GET' | 'POST'; parameters: Record<string, Template> };
  /** Seconds of life where the app does not send `expires_in`. */
  defaultExpiresIn?: number;
  /** Seconds after which the refresh token is dead whatever is done (the person is asked in time): QuickBooks' five years, NetSuite's seven days. */
  refreshTokenEndsAfter?: number;
  /** Values of the token answer that are kept as learnt values: names, or a path for a name (`{ team: 'team.id' }`). */
  learn?: string[] | Record<string, string>;
  /** Values of the callback's query that are kept: `realmId`. A stranger could have typed them: up to 200 letters, digits and `. _ ~ @ -`, no address. */
  learnFromCallback?: string[];
  /** The app sends `iss` in the callback (RFC 9207) and it must be this. */
  issuer?: Template;
  /** The callback's query is signed with the client secret: HMAC-SHA256 in hex over the sorted query without this parameter. */
  signedCallback?: { parameter: string };
  /** `Authorization: Bearer {{accessToken}}` unless told. */
  place?: Placement;
  /** Endpoints come from the issuer's own metadata (RFC 8414 or OpenID Connect), which then wins over the ones above. */
  discover?: Template;
}

/** One step on the way to a token. */
export type TokenStep = RequestStep | SignStep | SamlStep;

/** A request whose answer holds something for the next step, or the token itself. */
export interface RequestStep {
  /** Later steps say `{{name.value}}`. */
  name: string;
  method: 'GET' | 'POST' | 'PUT';
  url: Template;
  headers?: Record<string, Template>;
  query?: Record<string, Template>;
  basic?: { user: Template; password: Template };
  json?: unknown;
  form?: Record<string, Template>;
  xml?: Template;
  answer?: 'json' | 'text' | 'xml';
  /** Path in the answer for each value that is kept. `''` is a text answer as a whole. */
  take?: Record<string, string>;
  takeHeaders?: Record<string, string>;
  /** Cookies of the answer that are kept, by name. */
  takeCookies?: string[];
  /** Path of the seconds to live, or of a date. */
  expiresIn?: string;
  expiresAt?: string;
}

/**
 * A JSON Web Token signed with a key that the customer or the vendor gave (RFC 7523, Snowflake key pair, GitHub App, DocuSign). Gives `{{name.jwt}}`.
 * Every step may say `{{uuid}}`, `{{timestamp}}` (seconds) and the vendor's `{{clientId}}`; `key` also the vendor's `{{clientSecret}}`, and header and claims `{{keyFingerprint}}` (`SHA256:` and the public key's hash in base64).
 */
export interface SignStep {
  name: string;
  sign: {
    algorithm: 'RS256' | 'PS256' | 'ES256' | 'EdDSA' | 'HS256';
    /** PEM (PKCS#8 or PKCS#1), or the secret itself for HS256. */
    key: Template;
    /** Of the secret; utf8 unless told. */
    keyEncoding?: 'utf8' | 'hex' | 'base64';
    header?: Record<string, Template>;
    /** `iat` and `exp` are added. */
    claims: Record<string, Template>;
    /** Seconds; 300 unless told. */
    lifetime?: number;
  };
}

/**
 * A SAML 2.0 assertion signed with an RSA key that the customer or the vendor gave, for the bearer grant of RFC 7522. Gives `{{name.assertion}}`.
 * Signed by RSA-SHA256 over exclusive C14N, the signature inside. What its templates and `key` may say is as in `SignStep`.
 */
export interface SamlStep {
  name: string;
  saml: {
    /** PEM (PKCS#8 or PKCS#1) of an RSA key of 2048 bits or more. */
    key: Template;
    /** X.509 in PEM, sent along in the signature; it must belong to `key`. */
    certificate?: Template;
    issuer: Template;
    /** Whom the token will act as. */
    subject: Template;
    /** What kind of name that is; `urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified` unless told. */
    subjectFormat?: Template;
    audience: Template;
    /** The token address. */
    recipient: Template;
    /** How the person is said to have signed in; `urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified` unless told. */
    authnContext?: Template;
    attributes?: Record<string, Template>;
    /** Seconds; 300 unless told. */
    lifetime?: number;
    /** `base64url`, as RFC 7522 says, unless told. */
    encoding?: 'base64url' | 'base64';
  };
}

/**
 * A form that the customer fills in, and a chain of steps that turns it into a token: client credentials, service accounts,
 * session log-ins. The token is kept until its end and fetched again without anybody.
 */
export interface TokenAuth<Fields extends z.ZodObject = z.ZodObject> {
  kind: 'token';
  fields: Fields;
  help?: string;
  steps: TokenStep[];
  /** Seconds of life where no step tells it; 3,600 unless told. */
  defaultExpiresIn?: number;
  /** `{{step.value}}` and `{{field}}`. */
  place: Placement;
}

/** A form that the customer fills in; what was typed goes on each request. API key, bearer, header, query, Basic. */
export interface KeyAuth<Fields extends z.ZodObject = z.ZodObject> {
  kind: 'key';
  fields: Fields;
  /** Where the customer finds it, in one sentence. */
  help?: string;
  place: Placement;
}

/** OAuth 1.0a (RFC 5849). With `endpoints` the person agrees in the popup; with `fields` the tokens are typed in (token-based authentication). */
export interface OAuth1Auth<Fields extends z.ZodObject = z.ZodObject> {
  kind: 'oauth1';
  signature: 'HMAC-SHA1' | 'HMAC-SHA256';
  realm?: Template;
  /** `upper_underscore`: the realm `1234567-sb1` is written `1234567_SB1`. As it is unless told. */
  realmForm?: 'upper_underscore';
  endpoints?: { requestToken: Template; authorize: Template; accessToken: Template };
  /** Values of the last token answer that are kept as learnt values, by name. */
  learn?: string[];
  /** `consumerKey`, `consumerSecret`, `token`, `tokenSecret`, and what else the connector needs. */
  fields?: Fields;
  help?: string;
}

/** Each request is signed with what the customer typed in. */
export interface SignatureAuth<Fields extends z.ZodObject = z.ZodObject> {
  kind: 'signature';
  fields: Fields;
  help?: string;
  scheme: SigV4Scheme | HmacScheme | MessageSignatureScheme | WsseScheme;
}

/** AWS Signature Version 4. */
export interface SigV4Scheme {
  kind: 'aws-sigv4';
  service: Template;
  region: Template;
  accessKeyId: Template;
  secretAccessKey: Template;
  sessionToken?: Template;
}

/** An HMAC over a text that the app prescribes. */
export interface HmacScheme {
  kind: 'hmac';
  algorithm: 'sha1' | 'sha256' | 'sha512';
  key: Template;
  keyEncoding?: 'utf8' | 'hex' | 'base64';
  /**
   * Filled from `method`, `url`, `host`, `path`, `query`, `body`, `bodyHash` (hex of the same algorithm), `timestamp` (seconds), `timestampMs`, `date`, `nonce` and the fields.
   * What `place` adds without the request's own values is there already: a `timestamp` in the query is in `{{query}}`.
   */
  text: Template;
  encoding: 'hex' | 'base64' | 'base64url';
  /** Where it goes: templates with `{{signature}}` and everything that `text` may use. */
  place: Placement;
}

/** HTTP Message Signatures (RFC 9421). */
export interface MessageSignatureScheme {
  kind: 'http-message';
  algorithm: 'ed25519' | 'hmac-sha256' | 'rsa-pss-sha512' | 'ecdsa-p256-sha256';
  keyId: Template;
  /** PEM, or the secret itself for hmac-sha256. */
  key: Template;
  /** Of the secret; utf8 unless told. */
  keyEncoding?: 'utf8' | 'hex' | 'base64';
  /** `@method`, `@target-uri`, `content-digest`, … Those of the body are left out where there is none. */
  components: string[];
}

/** WS-Security UsernameToken in a header. */
export interface WsseScheme {
  kind: 'wsse';
  user: Template;
  password: Template;
  /** `hex`: the digest is encoded as its hex text and the nonce goes as it is. `raw`, as the profile says, unless told. */
  digest?: 'raw' | 'hex';
}

/** An MCP server: its authorization server is discovered (RFC 9728, RFC 8414) and we are registered there by ourselves (RFC 7591, or a client metadata document). */
export interface McpAuth {
  kind: 'mcp';
  /** Of the MCP server. */
  url: Template;
  scopes?: string[];
  scopeWords?: Record<string, string>;
}

/** Mutual TLS: `fields` hold `certificate` and `privateKey` in PEM (and `passphrase`, `authority` where needed). `place` may add a header. */
export interface CertificateAuth<Fields extends z.ZodObject = z.ZodObject> {
  kind: 'certificate';
  fields: Fields;
  help?: string;
  place?: Placement;
}

/** Files over SSH: `fields` hold what `connect` makes an address of. */
export interface SshAuth<Fields extends z.ZodObject = z.ZodObject> {
  kind: 'ssh';
  fields: Fields;
  help?: string;
  connect: (fields: z.output<Fields>) => SshAddress;
}

export interface SshAddress {
  host: string;
  port: number;
  user: string;
  password?: string;
  privateKey?: string;
  passphrase?: string;
  /** SHA-256 of the server's key in base64, as `ssh-keygen -lf` prints it. Empty: the first one seen is learnt and compared from then on. */
  hostKey?: string;
}

/** A form that the customer fills in; the engine opens the database with what it says. */
export interface DatabaseAuth<Fields extends z.ZodObject = z.ZodObject> {
  kind: 'database';
  dialect: 'postgresql';
  fields: Fields;
  help?: string;
  connect: (fields: z.output<Fields>) => DatabaseAddress;
}

export interface DatabaseAddress {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** `require`: encrypted, certificate not checked. `verify`: certificate checked. */
  tls: 'off' | 'require' | 'verify';
}

/** Nothing is asked for. */
export interface NoAuth {
  kind: 'none';
}

export type ConnectorAuth =
  | OAuth2Auth
  | TokenAuth
  | KeyAuth
  | OAuth1Auth
  | SignatureAuth
  | McpAuth
  | CertificateAuth
  | SshAuth
  | DatabaseAuth
  | NoAuth;

/** One of several kinds of account, or ways to let us in: production and sandbox, sign-in and API key. */
export interface AccountType {
  /** "Production", "Sandbox", "With an API key". */
  label: string;
  detail?: string;
  /** Values for the connector's templates: `{ login: 'test.salesforce.com' }`. */
  values?: Record<string, string>;
  /** Where this kind is let in in another way than the connector's `auth`. */
  auth?: ConnectorAuth;
}
