import { z } from 'zod';
import { categories } from './categories.ts';
import type { Json } from './json.ts';

/**
 * A connector as data alone: what a vendor writes in the console, what an API description is imported into, what the
 * catalogue of further apps is made of. The same nouns as `Connector`, with requests where code has functions.
 */

const text = z.string().min(1);
const template = text.meta({ description: 'A text with places such as {{shop}} to fill.' });
const path = z.string().meta({ description: 'Where it is in the answer, by dots: data.items' });
const json: z.ZodType<Json> = z.json();
const jsonSchema = z.record(z.string(), json).meta({ description: 'A JSON Schema.' });
const form = jsonSchema.refine((schema) => schema.type === 'object', 'must be a JSON Schema of type object');
const templates = z.record(text, template);
const slug = /^[a-zA-Z][\w-]{0,99}$/;
const named = <T extends z.ZodType>(value: T) =>
  z.record(z.string().regex(slug, 'names are letters, digits, - and _'), value);

const placement = z.strictObject({
  headers: templates.optional(),
  query: templates.optional(),
  cookies: templates.optional(),
  basic: z.strictObject({ user: z.string(), password: z.string() }).optional(),
});

const oauth2 = z.strictObject({
  kind: z.literal('oauth2'),
  authorizeUrl: template,
  tokenUrl: template,
  refreshUrl: template.optional(),
  revokeUrl: template.optional(),
  revoke: z
    .strictObject({
      method: z.enum(['POST', 'DELETE', 'GET']),
      in: z.enum(['form', 'query', 'path', 'bearer']),
      parameter: text.optional(),
      headers: templates.optional(),
    })
    .optional(),
  scopes: z.array(text).default([]),
  scopeWords: z.record(z.string(), z.string()).default({}),
  optionalScopes: z.array(text).optional(),
  scopeSeparator: z.enum([' ', ',', '+']).optional(),
  pkce: z.boolean().optional(),
  clientAuth: z.enum(['basic', 'body', 'private_key_jwt', 'none']).optional(),
  tokenFormat: z.enum(['form', 'json', 'query']).optional(),
  tokenMethod: z.enum(['POST', 'GET']).optional(),
  tokenHeaders: templates.optional(),
  parameterNames: z.record(text, text).optional(),
  authorizeParameters: templates.optional(),
  tokenParameters: templates.optional(),
  refreshParameters: templates.optional(),
  tokenPaths: z
    .partialRecord(z.enum(['access_token', 'refresh_token', 'expires_in', 'scope', 'token_type']), text)
    .optional(),
  refresh: z.enum(['rotating', 'fixed', 'exchange', 'none']),
  reuse: z.enum(['allowed', 'refused', 'revokes']).optional(),
  exchange: z
    .strictObject({ url: template, method: z.enum(['GET', 'POST']).optional(), parameters: templates })
    .optional(),
  defaultExpiresIn: z.int().positive().optional(),
  refreshTokenEndsAfter: z.int().positive().optional(),
  learn: z.union([z.array(text), z.record(text, text)]).optional(),
  learnFromCallback: z.array(text).optional(),
  issuer: template.optional(),
  signedCallback: z.strictObject({ parameter: text }).optional(),
  place: placement.optional(),
  discover: template.optional(),
});

const step = z.union([
  z.strictObject({
    name: text,
    method: z.enum(['GET', 'POST', 'PUT']),
    url: template,
    headers: templates.optional(),
    query: templates.optional(),
    basic: z.strictObject({ user: z.string(), password: z.string() }).optional(),
    json: json.optional(),
    form: templates.optional(),
    xml: template.optional(),
    answer: z.enum(['json', 'text', 'xml']).optional(),
    take: z.record(text, z.string()).optional(),
    takeHeaders: z.record(text, text).optional(),
    takeCookies: z.array(text).optional(),
    expiresIn: text.optional(),
    expiresAt: text.optional(),
  }),
  z.strictObject({
    name: text,
    sign: z.strictObject({
      algorithm: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256']),
      key: template,
      keyEncoding: z.enum(['utf8', 'hex', 'base64']).optional(),
      header: templates.optional(),
      claims: templates,
      lifetime: z.int().positive().max(3600).optional(),
    }),
  }),
  z.strictObject({
    name: text,
    saml: z.strictObject({
      key: template,
      certificate: template.optional(),
      issuer: template,
      subject: template,
      subjectFormat: template.optional(),
      audience: template,
      recipient: template,
      authnContext: template.optional(),
      attributes: templates.optional(),
      lifetime: z.int().positive().max(3600).optional(),
      encoding: z.enum(['base64url', 'base64']).optional(),
    }),
  }),
]);

const asked = { fields: form, help: z.string().optional() };
const auth = z.discriminatedUnion('kind', [
  oauth2,
  z.strictObject({
    kind: z.literal('token'),
    ...asked,
    steps: z.array(step).min(1).max(10),
    defaultExpiresIn: z.int().positive().optional(),
    place: placement,
  }),
  z.strictObject({ kind: z.literal('key'), ...asked, place: placement }),
  z.strictObject({
    kind: z.literal('oauth1'),
    signature: z.enum(['HMAC-SHA1', 'HMAC-SHA256']),
    realm: template.optional(),
    realmForm: z.literal('upper_underscore').optional(),
    endpoints: z.strictObject({ requestToken: template, authorize: template, accessToken: template }).optional(),
    learn: z.array(text).optional(),
    fields: form.optional(),
    help: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('signature'),
    ...asked,
    scheme: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('aws-sigv4'),
        service: template,
        region: template,
        accessKeyId: template,
        secretAccessKey: template,
        sessionToken: template.optional(),
      }),
      z.strictObject({
        kind: z.literal('hmac'),
        algorithm: z.enum(['sha1', 'sha256', 'sha512']),
        key: template,
        keyEncoding: z.enum(['utf8', 'hex', 'base64']).optional(),
        text: template,
        encoding: z.enum(['hex', 'base64', 'base64url']),
        place: placement,
      }),
      z.strictObject({
        kind: z.literal('http-message'),
        algorithm: z.enum(['ed25519', 'hmac-sha256', 'rsa-pss-sha512', 'ecdsa-p256-sha256']),
        keyId: template,
        key: template,
        keyEncoding: z.enum(['utf8', 'hex', 'base64']).optional(),
        components: z.array(text).min(1),
      }),
      z.strictObject({
        kind: z.literal('wsse'),
        user: template,
        password: template,
        digest: z.enum(['raw', 'hex']).optional(),
      }),
    ]),
  }),
  z.strictObject({
    kind: z.literal('mcp'),
    url: template,
    scopes: z.array(text).optional(),
    scopeWords: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ kind: z.literal('certificate'), ...asked, place: placement.optional() }),
  z.strictObject({ kind: z.literal('none') }),
]);

const queryValue = z.union([
  template,
  z.strictObject({ value: template, style: z.enum(['repeat', 'comma', 'space', 'pipe', 'brackets', 'deep']) }),
]);

const request = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
  /** Joined to the base address, or an absolute address on one of the connector's hosts. */
  path: template,
  query: z.record(text, queryValue).optional(),
  headers: templates.optional(),
  /** Any JSON; a text in it that is one place keeps the type of its value. */
  json: json.optional(),
  form: z.record(text, z.union([template, json])).optional(),
  multipart: z
    .array(z.strictObject({ name: text, value: template, filename: template.optional(), contentType: text.optional() }))
    .optional(),
  text: template.optional(),
  contentType: text.optional(),
  answer: z.enum(['json', 'text', 'xml', 'ndjson', 'bytes']).optional(),
  repeatable: z.boolean().optional(),
});

const size = z.strictObject({ parameter: text, value: z.int().positive().max(10_000) });
const pager = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('page'),
    parameter: text,
    first: z.int().min(0).optional(),
    size: size.optional(),
    pages: path.optional(),
    more: path.optional(),
  }),
  z.strictObject({
    kind: z.literal('offset'),
    parameter: text,
    first: z.int().min(0).optional(),
    size,
    total: path.optional(),
    more: path.optional(),
  }),
  z.strictObject({
    kind: z.literal('cursor'),
    parameter: text,
    size: size.optional(),
    from: path,
    more: path.optional(),
  }),
  z.strictObject({ kind: z.literal('cursor-header'), parameter: text, size: size.optional(), header: text }),
  z.strictObject({ kind: z.literal('link'), from: path.optional(), size: size.optional() }),
  z.strictObject({
    kind: z.literal('keyset'),
    parameter: text,
    field: path,
    size: size.optional(),
    more: path.optional(),
  }),
  z.strictObject({ kind: z.literal('graphql'), variable: text, connection: path }),
]);

const list = z.strictObject({
  request,
  /** Path of the rows; empty where the answer is the list itself. */
  rows: path,
  pager: pager.default({ kind: 'none' }),
  /** Where the pager's parameter goes. */
  pagerIn: z.enum(['query', 'json', 'form']).optional(),
  /** How only what changed since a time is asked for. */
  since: z
    .strictObject({
      parameter: text,
      in: z.enum(['query', 'json']).optional(),
      format: z.enum(['iso', 'epoch', 'epochMs', 'date']).default('iso'),
      /** Around the time, where it is part of an expression: `updated_at:>{{since}}`. */
      value: template.optional(),
    })
    .optional(),
});

/** Something that is done by one request. Templates are filled from `input` and `settings`, and what is known of the connection. */
const action = z.strictObject({
  title: text,
  description: z.string().optional(),
  input: form,
  output: z.union([z.boolean(), jsonSchema]).default(true),
  effect: z.enum(['reads', 'writes', 'destroys']),
  repeat: z.enum(['key', 'natural', 'none']).default('none'),
  /** Header that takes the idempotency key, where `repeat` is `key`. */
  idempotencyHeader: text.optional(),
  scopes: z.array(text).optional(),
  request,
  example: json.optional(),
});

const object = z.strictObject({
  label: text,
  row: jsonSchema,
  /** Path of the row's unique and stable key. */
  key: text,
  list,
  scopes: z.array(text).optional(),
});

const rule = z.strictObject({
  /** All that are named must hold. */
  when: z.strictObject({
    status: z.union([z.int(), z.array(z.int())]).optional(),
    path: path.optional(),
    equals: json.optional(),
    exists: z.boolean().optional(),
  }),
  class: z.enum([
    'auth',
    'permission',
    'not_found',
    'invalid',
    'conflict',
    'rate_limited',
    'quota',
    'too_large',
    'app_down',
    'timeout',
    'protocol',
  ]),
  /** Paths in the answer. */
  code: path.optional(),
  message: path.optional(),
  field: path.optional(),
  /** Path of the seconds to wait. */
  retryAfter: path.optional(),
});

export const declaredConnectorSchema = z.strictObject({
  name: text.max(100),
  category: z.enum(categories).default('Other'),
  description: text.max(300),
  docs: z.url({ protocol: /^https?$/ }),
  version: text.max(50).default('1'),
  /** `simple-icons:<slug>`, or an SVG. Without it a tile with the name's first letter is drawn. */
  icon: z.string().max(50_000).optional(),
  auth,
  accountTypes: named(
    z.strictObject({
      label: text,
      detail: z.string().optional(),
      values: z.record(text, z.string()).optional(),
      auth: auth.optional(),
    }),
  ).optional(),
  before: form.optional(),
  /** What the vendor fills in with its OAuth app, beside client id and secret: a developer token, a tenant. */
  appFields: form.optional(),
  baseUrl: template.optional(),
  headers: templates.optional(),
  hosts: z.array(text).optional(),
  limits: z
    .array(
      z.strictObject({
        scope: z.enum(['connection', 'app', 'customer']),
        requests: z.int().positive(),
        perMs: z.int().positive(),
        concurrent: z.int().positive().optional(),
      }),
    )
    .optional(),
  limitHeaders: z
    .strictObject({
      remaining: text,
      reset: text.optional(),
      resetUnit: z.enum(['seconds', 'epoch', 'epochMs', 'date']).optional(),
    })
    .optional(),
  settings: form.optional(),
  check: z.strictObject({ request, id: path, name: template }).optional(),
  errors: z.array(rule).optional(),
  objects: named(object).default({}),
  actions: named(action).default({}),
  options: named(z.strictObject({ list, value: path, label: path, search: text.optional() })).optional(),
  /** Schemas that several inputs, outputs and rows share: they say `{ "$ref": "#/definitions/Name" }`. */
  definitions: z.record(text, z.union([z.boolean(), jsonSchema])).optional(),
  /** Where its facts come from: package, version, licence. */
  source: z.string().max(500).optional(),
});

export type DeclaredConnector = z.output<typeof declaredConnectorSchema>;
export type DeclaredConnectorInput = z.input<typeof declaredConnectorSchema>;
export type DeclaredAuth = z.output<typeof auth>;
export type DeclaredRequest = z.output<typeof request>;
export type DeclaredList = z.output<typeof list>;
export type DeclaredAction = z.output<typeof action>;
export type DeclaredObject = z.output<typeof object>;
export type DeclaredErrorRule = z.output<typeof rule>;
