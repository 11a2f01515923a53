import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fillAddress, fillHeader, fillJson, fillTemplate, fillText, namesIn } from '#server/runtime/template.ts';
import { type DeclaredAuth, type DeclaredConnector, declaredConnectorSchema } from '../kit/declared.ts';

const folder = 'connectors/catalogue';
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort();
const apps = files.map((name) => ({
  slug: basename(name, '.json'),
  bytes: statSync(join(folder, name)).size,
  app: declaredConnectorSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
}));
const each = apps.map(({ slug, app }) => [slug, app] as const);

const property = z.looseObject({
  title: z.string().min(1),
  placeholder: z.string().optional(),
  enum: z.array(z.string()).optional(),
  format: z.string().optional(),
  secret: z.boolean().optional(),
});
const form = z.object({ properties: z.record(z.string(), property), required: z.array(z.string()) });

/** A value for each field, as a customer would type it. */
function typed(schema: Record<string, unknown> | undefined): Record<string, string> {
  if (schema === undefined) return {};
  const { properties } = form.parse(schema);
  return Object.fromEntries(
    Object.entries(properties).map(([name, { placeholder, enum: choices, format }]) => [
      name,
      placeholder ?? choices?.[0] ?? (format === 'uri' ? 'https://acme.example.com' : 'acme-1'),
    ]),
  );
}

const open = (schema: Record<string, unknown> | undefined): Record<string, string> => {
  const secrets = Object.entries(schema === undefined ? {} : form.parse(schema).properties)
    .filter(([, { secret }]) => secret)
    .map(([name]) => name);
  return Object.fromEntries(Object.entries(typed(schema)).filter(([name]) => !secrets.includes(name)));
};

function learntNames(auth: DeclaredAuth): string[] {
  if (auth.kind !== 'oauth2') return [];
  const fromAnswer = Array.isArray(auth.learn) ? auth.learn : Object.keys(auth.learn ?? {});
  return [...fromAnswer, ...(auth.learnFromCallback ?? [])];
}

interface Way {
  auth: DeclaredAuth;
  /** What addresses and headers are filled from. */
  values: Record<string, string>;
}

/** Each way in: the connector's own, or one for each type of account. */
function waysOf(app: DeclaredConnector): Way[] {
  const types = Object.values(app.accountTypes ?? { only: { label: '', values: {}, auth: undefined } });
  return types.map(({ values, auth = app.auth }) => ({
    auth,
    values: {
      clientId: 'client-1',
      ...values,
      ...typed(app.appFields),
      ...typed(app.before),
      ...('fields' in auth ? open(auth.fields) : {}),
      ...hostsLearnt(app, learntNames(auth)),
    },
  }));
}

/** A value that an address begins with is an address; one that is the whole host is a host; others are a part of one. */
function hostsLearnt({ baseUrl = '' }: DeclaredConnector, names: string[]): Record<string, string> {
  const sample = (name: string) => {
    if (baseUrl.startsWith(`{{${name}}}`)) return 'https://acme.example.com';
    return baseUrl.startsWith(`https://{{${name}}}/`) ? 'acme.example.com' : 'acme';
  };
  return Object.fromEntries(names.map((name) => [name, sample(name)]));
}

const https = (template: string, values: Record<string, unknown>, app: DeclaredConnector): URL => {
  const url = fillTemplate({ template, values, app: app.name });
  expect(url.protocol, template).toBe('https:');
  expect(url.hostname, template).toMatch(/^[\w-]+(\.[\w-]+)+$/);
  return url;
};

function addressesOf(auth: DeclaredAuth): string[] {
  if (auth.kind === 'oauth2')
    return [auth.authorizeUrl, auth.tokenUrl, auth.refreshUrl, auth.revokeUrl, auth.exchange?.url].filter(
      (url) => url !== undefined,
    );
  if (auth.kind === 'oauth1') return Object.values(auth.endpoints ?? {});
  if (auth.kind === 'token') return auth.steps.flatMap((step) => ('url' in step ? [step.url] : []));
  return [];
}

/** Every text in a JSON value. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** What templates of an auth are filled from, beside the values of its addresses. */
function secretsOf(auth: DeclaredAuth): Record<string, unknown> {
  const secrets: Record<string, unknown> = 'fields' in auth ? typed(auth.fields) : {};
  if (auth.kind === 'oauth2') Object.assign(secrets, { accessToken: 'token', clientSecret: 'secret', code: 'code' });
  if (auth.kind === 'token') {
    for (const step of auth.steps) {
      const taken = 'url' in step ? Object.keys(step.take ?? {}) : ['jwt'];
      secrets[step.name] = Object.fromEntries(taken.map((name) => [name, 'taken']));
    }
  }
  if (auth.kind === 'signature')
    for (const name of [
      'method',
      'url',
      'host',
      'path',
      'query',
      'body',
      'bodyHash',
      'timestamp',
      'timestampMs',
      'date',
      'nonce',
      'signature',
    ])
      secrets[name] = name;
  return secrets;
}

function unknownNames(templates: string[], values: Record<string, unknown>): string[] {
  const isKnown = (name: string) =>
    name.split('.').reduce<unknown>((value, part) => {
      return typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined;
    }, values) !== undefined;
  return templates
    .flatMap(namesIn)
    .flat()
    .filter((name) => !isKnown(name));
}

describe('the catalogue', () => {
  it('has at least 300 apps, none of which has a folder of its own', () => {
    expect(apps.length).toBeGreaterThanOrEqual(300);
    expect(apps.filter(({ slug }) => existsSync(join('connectors', slug))).map(({ slug }) => slug)).toEqual([]);
  });

  it('has small files with usable names, each app once', () => {
    expect(apps.filter(({ slug }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)).map(({ slug }) => slug)).toEqual([]);
    expect(apps.filter(({ bytes }) => bytes > 3_072).map(({ slug }) => slug)).toEqual([]);
    const names = apps.map(({ app }) => app.name.toLowerCase());
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it.each(each)('%s: says what it is, where its facts come from, and has an icon that exists', (_slug, app) => {
    expect(app.description).toMatch(/^[A-ZÀ-Þ].*\.$/);
    expect(app.docs).toMatch(/^https:\/\//);
    expect(app.source).toBeTruthy();
    const [, icon] = /^simple-icons:(.+)$/.exec(app.icon ?? '') ?? [];
    if (app.icon !== undefined) expect(existsSync(`node_modules/simple-icons/icons/${icon}.svg`), app.icon).toBe(true);
  });

  it.each(each)('%s: every address is built, by https', (_slug, app) => {
    for (const { auth, values } of waysOf(app)) {
      for (const address of addressesOf(auth)) https(address, values, app);
      const base = https(app.baseUrl ?? '', values, app);
      expect(base.search, 'a base address has no query').toBe('');
    }
    for (const host of app.hosts ?? []) expect(host).toMatch(/^(\*\.)?[\w-]+(\.[\w-]+)+$/);
  });

  it.each(each)('%s: every place of a template has its value', (_slug, app) => {
    for (const { auth, values } of waysOf(app)) {
      expect(unknownNames(addressesOf(auth), { ...values, ...('fields' in auth && typed(auth.fields)) })).toEqual([]);
      expect(unknownNames([app.baseUrl ?? '', ...textsIn(app.headers)], values)).toEqual([]);
      const { fields: _fields, ...declared } = { fields: undefined, ...auth };
      expect(unknownNames(textsIn(declared), { ...values, ...secretsOf(auth) })).toEqual([]);
      for (const header of Object.values(app.headers ?? {})) fillHeader({ template: header, values, app: app.name });
    }
  });

  it.each(each.filter(([, { auth }]) => auth.kind === 'oauth2'))(
    '%s: each scope has its words, and they are few',
    (_slug, { auth }) => {
      if (auth.kind !== 'oauth2') return;
      expect(Object.keys(auth.scopeWords).sort()).toEqual([...auth.scopes].sort());
      expect(auth.scopes.length).toBeLessThanOrEqual(6);
      if (auth.revoke) expect(auth.revokeUrl).toBeTruthy();
      if (auth.refresh === 'exchange') expect(auth.exchange).toBeTruthy();
      if (auth.reuse) expect(auth.refresh).toBe('rotating');
    },
  );

  it.each(each.filter(([, { check }]) => check !== undefined))(
    '%s: the check is a call to the app itself',
    (_slug, app) => {
      const { request, id, name } = app.check ?? { request: undefined, id: '', name: '' };
      if (request === undefined) return;
      for (const { values } of waysOf(app)) {
        const filling = { values, app: app.name };
        const base = https(app.baseUrl ?? '', values, app);
        const path = fillAddress({ template: request.path, ...filling });
        const isAbsolute = path.startsWith('https://');
        const url = new URL(
          isAbsolute ? path : `${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`,
        );
        expect([base.hostname, ...(app.hosts ?? [])], path).toContain(url.hostname);
        for (const value of Object.values(request.query ?? {}))
          fillText({ template: typeof value === 'string' ? value : value.value, ...filling });
        fillJson(request.json, filling);
      }
      expect(id).toMatch(/^[\w@-]+(\.[\w@-]+)*$/);
      expect(namesIn(name).length, 'the name comes from the answer').toBeGreaterThan(0);
    },
  );
});
