import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Connector,
  clientCredentials,
  type RequestStep,
  type TokenAuth,
  type TokenStep,
} from '#connectors/kit/index.ts';
import { type Exchange, testApp } from '../test-app.ts';
import { authenticate } from './authenticate.ts';
import { obtainCredential } from './obtain-credential.ts';
import { accessBy, failure, now } from './test-access.ts';

const app = testApp();
const fields = z.object({});
const inHour = '2026-11-21T11:00:00.000Z';
const step: RequestStep = {
  name: 'login',
  method: 'POST',
  url: 'https://login.acme.example/token',
  form: { user: '{{user}}', password: '{{password}}' },
  take: { token: 'data.token' },
};
const auth = (...steps: TokenStep[]): TokenAuth => ({
  kind: 'token',
  fields,
  steps,
  place: { headers: { authorization: 'Bearer {{login.token}}' } },
});
const answers = (exchange: Omit<Exchange, 'request'>, request = 'POST https://login.acme.example/token') =>
  app.play({ request, ...exchange });

function obtain(token: TokenAuth, typed: Record<string, unknown>, connector: Partial<Connector> = {}) {
  return obtainCredential({ access: accessBy(token, { connector }), fields: typed, now, send: app.client.send });
}
const ada = { user: 'ada', password: 'p&w' };

describe('steps', () => {
  it.each([
    [
      'in the body',
      clientCredentials({ tokenUrl: 'https://login.acme.example/token', scopes: ['a', 'b'] }),
      { grant_type: 'client_credentials', client_id: 'id:1', client_secret: 's', scope: 'a b' },
      undefined,
    ],
    [
      'by Basic',
      clientCredentials({ tokenUrl: 'https://login.acme.example/token', clientAuth: 'basic' }),
      { grant_type: 'client_credentials' },
      `Basic ${Buffer.from('id:1:s').toString('base64')}`,
    ],
  ])('get a token for client credentials %s', async (_name, token, form, authorization) => {
    answers({ json: { access_token: 'a1', token_type: 'bearer', expires_in: '600' } });
    const credential = await obtain(token, { clientId: 'id:1', clientSecret: 's' });
    expect(credential).toEqual({
      kind: 'fields',
      fields: { clientId: 'id:1', clientSecret: 's' },
      token: { values: { token: { access_token: 'a1' } }, expiresAt: '2026-11-21T10:10:00.000Z' },
    });
    expect(app.received[0]?.form()).toEqual(form);
    expect(app.received[0]?.headers.authorization).toBe(authorization);
    const request = { method: 'GET', url: new URL('https://api.acme.example/'), headers: {} };
    const { headers } = await authenticate({ access: accessBy(token), credential, request, now });
    expect(headers).toEqual({ authorization: 'Bearer a1' });
  });

  it('hand on what they have taken: body, header, cookie and redirect', async () => {
    const chain = auth(
      {
        name: 'start',
        method: 'GET',
        url: 'https://login.acme.example/start?for={{tenant}}',
        takeHeaders: { csrf: 'x-csrf' },
        takeCookies: ['pre'],
      },
      {
        name: 'form',
        method: 'POST',
        url: 'https://login.acme.example/form',
        headers: { 'x-csrf': '{{start.csrf}}', cookie: 'pre={{start.pre}}' },
        json: { user: '{{user}}', remember: true, extra: '{{extra?}}' },
        takeCookies: ['JSESSIONID', 'connect.sid'],
        takeHeaders: { next: 'location' },
      },
      {
        name: 'login',
        method: 'PUT',
        url: 'https://login.acme.example/trade',
        basic: { user: '{{form.JSESSIONID}}', password: '' },
        query: { next: '{{form.next}}', sid: '{{form.connect.sid}}' },
        answer: 'text',
        take: { token: '' },
      },
    );
    answers(
      {
        text: '<html>',
        headers: { 'x-csrf': 'c1', 'set-cookie': ['pre=p%201; Path=/; HttpOnly', 'x=y'], 'content-type': 'text/html' },
      },
      'GET https://login.acme.example/start?for=a%26b',
    );
    answers(
      {
        status: 302,
        text: '',
        headers: { location: '/home?a=b', 'set-cookie': ['JSESSIONID=j1; Secure', 'connect.sid=s1'] },
      },
      'POST https://login.acme.example/form',
    );
    answers({ text: ' t1\n' }, 'PUT https://login.acme.example/trade?next=%2Fhome%3Fa%3Db&sid=s1');
    const { token } = await obtain(chain, { tenant: 'a&b', user: 'ada' });
    expect(token?.values).toEqual({
      start: { csrf: 'c1', pre: 'p%201' },
      form: { JSESSIONID: 'j1', 'connect.sid': 's1', next: '/home?a=b' },
      login: { token: 't1' },
    });
    expect(app.received[1]?.headers).toMatchObject({ 'x-csrf': 'c1', cookie: 'pre=p%201' });
    expect(app.received[1]?.json()).toEqual({ user: 'ada', remember: true });
    expect(app.received[2]?.headers.authorization).toBe(`Basic ${Buffer.from('j1:').toString('base64')}`);
  });

  it('speak XML, with what was typed in as text and nothing else', async () => {
    const soap: RequestStep = {
      name: 'login',
      method: 'POST',
      url: 'https://login.acme.example/token',
      headers: { soapaction: 'login' },
      xml: '<e:Envelope xmlns:e="urn:e"><e:Body><login><user>{{user}}</user><password>{{password}}</password></login></e:Body></e:Envelope>',
      answer: 'xml',
      take: {
        token: 'Envelope.Body.loginResponse.result.sessionId',
        server: 'Envelope.Body.loginResponse.result.serverUrl',
      },
      expiresIn: 'Envelope.Body.loginResponse.result.sessionSecondsValid',
    };
    answers({
      text: '<?xml version="1.0"?><s:Envelope xmlns:s="urn:e"><s:Body><loginResponse><result><serverUrl>https://eu.acme.example/a?b=1&amp;c=2</serverUrl><sessionId>0015</sessionId><sessionSecondsValid>7200</sessionSecondsValid></result></loginResponse></s:Body></s:Envelope>',
      headers: { 'content-type': 'text/xml' },
    });
    const { token } = await obtain(auth(soap), { user: 'a</user><admin>', password: '&"\u0000' });
    expect(token).toEqual({
      values: { login: { token: '0015', server: 'https://eu.acme.example/a?b=1&c=2' } },
      expiresAt: '2026-11-21T12:00:00.000Z',
    });
    expect(app.received[0]?.body).toContain('<user>a&lt;/user&gt;&lt;admin&gt;</user><password>&amp;&quot;</password>');
    expect(app.received[0]?.headers).toMatchObject({ 'content-type': 'text/xml; charset=utf-8', soapaction: 'login' });
  });

  it.each<[string, Partial<RequestStep>, object, string]>([
    ['nothing is told', {}, {}, inHour],
    ['seconds', { expiresIn: 'life' }, { life: 60 }, '2026-11-21T10:01:00.000Z'],
    ['seconds as text', { expiresIn: 'life' }, { life: '60' }, '2026-11-21T10:01:00.000Z'],
    ['a life of nothing', { expiresIn: 'life' }, { life: 0 }, inHour],
    ['a life below nothing', { expiresIn: 'life' }, { life: -5 }, inHour],
    ['a life without end', { expiresIn: 'life' }, { life: 1e99 }, '2036-11-18T10:00:00.000Z'],
    ['words', { expiresIn: 'life', expiresAt: 'end' }, { life: 'soon', end: 'later' }, inHour],
    ['a date', { expiresAt: 'end.at' }, { end: { at: '2026-11-21T12:30:00+01:00' } }, '2026-11-21T11:30:00.000Z'],
    ['a date without a zone', { expiresAt: 'end' }, { end: '2026-11-21 11:30:00' }, '2026-11-21T11:30:00.000Z'],
    ['seconds since 1970', { expiresAt: 'end' }, { end: 1_795_258_800 }, inHour],
    ['milliseconds since 1970', { expiresAt: 'end' }, { end: '1795258800000' }, inHour],
    ['a moment that has passed', { expiresAt: 'end' }, { end: '2020-01-01' }, inHour],
  ])('give the token its end where the app says %s', async (_name, more, body, expiresAt) => {
    answers({ json: { data: { token: 't' }, ...body } });
    expect((await obtain(auth({ ...step, ...more }), ada)).token?.expiresAt).toBe(expiresAt);
  });

  it('take the connector’s own life where the app tells none', async () => {
    answers({ json: { data: { token: 12345678901234567890n.toString() } } });
    const { token } = await obtain({ ...auth(step), defaultExpiresIn: 1_200 }, ada);
    expect(token).toEqual({
      values: { login: { token: '12345678901234567890' } },
      expiresAt: '2026-11-21T10:20:00.000Z',
    });
  });
});

describe('a refusal', () => {
  const refused = { class: 'auth', message: expect.stringContaining('Acme does not accept what was filled in.') };

  it.each<[string, Omit<Exchange, 'request'>, object]>([
    [
      '401 in the app’s own words',
      { status: 401, json: { error: { code: 'E7', message: 'Wrong password.' } } },
      { ...refused, code: 'E7', appMessage: 'Wrong password.', status: 401 },
    ],
    [
      '400 invalid_client',
      { status: 400, json: { error: 'invalid_client', error_description: 'Unknown client.' } },
      { ...refused, code: 'invalid_client', appMessage: 'Unknown client.' },
    ],
    [
      '200 with an error inside',
      { json: { error: 'invalid_grant', error_description: 'Locked.' } },
      { ...refused, status: 200, appMessage: 'Locked.' },
    ],
    [
      '403',
      { status: 403, json: { message: 'API access is off.' } },
      { class: 'permission', appMessage: 'API access is off.' },
    ],
    [
      '422 by field',
      { status: 422, json: { errors: [{ field: 'tenant', message: 'unknown' }] } },
      { class: 'invalid', field: 'tenant', appMessage: 'unknown' },
    ],
    ['429', { status: 429, text: '', headers: { 'retry-after': '7' } }, { class: 'rate_limited', retryAfterMs: 7000 }],
    [
      '503 with a page',
      { status: 503, text: '<html><title>Maintenance</title></html>', headers: { 'content-type': 'text/html' } },
      { class: 'app_down', appMessage: 'Maintenance' },
    ],
    [
      'a page under 200',
      { text: '<!doctype html><title>Sign in</title>', headers: { 'content-type': 'text/html' } },
      { class: 'protocol', code: 'web_page' },
    ],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://evil.example/' }, text: '' },
      { class: 'protocol', status: 302 },
    ],
    [
      'no token',
      { json: { data: {} } },
      {
        class: 'protocol',
        code: 'step_answer',
        field: 'token',
        message: 'The answer of Acme to the step login has no token at data.token.',
      },
    ],
    ['a token of the wrong kind', { json: { data: { token: ['t'] } } }, { class: 'protocol', field: 'token' }],
    [
      'a prototype for a token',
      { text: '{"__proto__":{"data":{"token":"t"}}}' },
      { class: 'protocol', field: 'token' },
    ],
    ['half a JSON', { text: '{"data":' }, { class: 'protocol', code: 'unreadable_answer' }],
    ['nothing at all', { text: '' }, { class: 'protocol' }],
    ['more than 1 MiB', { json: { data: { token: 'x'.repeat(1_100_000) } } }, { class: 'too_large' }],
  ])('is named: %s', async (_name, answer, expected) => {
    answers(answer);
    expect(await failure(obtain(auth(step), ada))).toMatchObject(expected);
  });

  it('is read by the connector where the app is irregular', async () => {
    answers({ json: { ok: false, why: 'nope' } });
    const errors: Connector['errors'] = ({ body }) =>
      JSON.stringify(body).includes('nope') ? { class: 'auth', message: 'nope' } : undefined;
    expect(await failure(obtain(auth(step), ada, { errors }))).toMatchObject({ ...refused, appMessage: 'nope' });
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a><token>&b;</token></a>'],
    ['half a document', '<a><token>t'],
  ])('of XML with %s', async (_name, text) => {
    answers({ text, headers: { 'content-type': 'text/xml' } });
    expect(await failure(obtain(auth({ ...step, answer: 'xml', take: { token: 'a.token' } }), ada))).toMatchObject({
      class: 'protocol',
      code: 'unreadable_answer',
    });
  });

  it('comes from us, by the value’s name, where a template has none', async () => {
    expect(await failure(obtain(auth(step), { user: 'ada' }))).toMatchObject({
      class: 'misconfigured',
      field: 'password',
    });
    const url = 'https://{{tenant}}.acme.example/token';
    expect(await failure(obtain(auth({ ...step, url }), { ...ada, tenant: 'evil.example/' }))).toMatchObject({
      field: 'tenant',
    });
  });

  it('ends the chain', async () => {
    answers({ status: 401, json: { message: 'No.' } });
    expect(await failure(obtain(auth(step, { ...step, name: 'next' }), ada))).toMatchObject({ class: 'auth' });
    expect(app.received).toHaveLength(1);
  });
});

describe('a form without steps', () => {
  it('is kept, with keys in PEM repaired and everything else as it was', async () => {
    const privateKey = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const typed = { key: privateKey.replaceAll('\n', ' '), note: ' {"a": 1} ', port: 22 };
    const access = accessBy({ kind: 'key', fields, place: { headers: { a: '{{key}}' } } });
    expect(await obtainCredential({ access, fields: typed, now })).toEqual({
      kind: 'fields',
      fields: { ...typed, key: privateKey },
    });
  });

  it('is not what a popup fills', async () => {
    expect(await failure(obtainCredential({ access: accessBy({ kind: 'none' }), fields: {}, now }))).toMatchObject({
      code: 'no_form',
    });
  });
});
