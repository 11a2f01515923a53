import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { testApp } from './test-app.ts';
import { createTestContext, loadTestConnector } from './test-context.ts';

const app = testApp();
const origin = 'https://api.acme.example';
let tidewater: LoadedConnector;

beforeAll(async () => {
  tidewater = await loadTestConnector('tidewater');
});

const any = z.unknown();

function contextWith(change: Partial<Connector> = {}, options: Partial<Parameters<typeof createTestContext>[0]> = {}) {
  const quiet = { limits: undefined, errors: undefined, baseUrl: `${origin}/v1` };
  const connector = { ...tidewater, connector: { ...tidewater.connector, ...quiet, ...change } };
  return createTestContext({ connector, app, ...options });
}

describe('a request', () => {
  it('goes to a fixed host, and is written with it', async () => {
    app.play({ request: `GET ${origin}/v1/things?id=1&id=2&x=a+b`, json: [] });
    await contextWith().http.get('/things', any, { query: { id: [1, 2], x: 'a b', y: undefined } });
    expect(app.received[0]?.headers).toMatchObject({ host: 'api.acme.example', authorization: 'Bearer token-1' });
  });

  it('carries nested forms in brackets', async () => {
    app.play({ request: `POST ${origin}/v1/a`, json: {} });
    const form = {
      name: 'Ø & Co',
      address: { city: 'Rome', lines: ['a', 'b'] },
      none: null,
      left: undefined,
      ok: true,
    };
    await contextWith().http.post('/a', any, { form });
    expect(app.received[0]?.form()).toEqual({
      name: 'Ø & Co',
      'address[city]': 'Rome',
      'address[lines][0]': 'a',
      'address[lines][1]': 'b',
      none: '',
      ok: 'true',
    });
  });

  it('carries parts, whatever their names hold', async () => {
    app.play({ request: `POST ${origin}/v1/files`, json: {} });
    await contextWith().http.post('/files', any, {
      multipart: [
        { name: 'title', content: 'Größe' },
        { name: 'file', content: new Uint8Array([0, 255, 13, 10]), filename: 'a"b\r\nX: y.bin' },
        { name: 'meta', content: '{}', contentType: 'application/json' },
      ],
    });
    const [received] = app.received;
    const parts = await new Response(
      received?.bytes.toString('latin1') === undefined ? null : new Uint8Array(received.bytes),
      {
        headers: { 'content-type': String(received?.headers['content-type']) },
      },
    ).formData();
    expect(parts.get('title')).toBe('Größe');
    const file = z.instanceof(File).parse(parts.get('file'));
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([0, 255, 13, 10]);
    expect(received?.body).toContain('filename="a%22b%0D%0AX: y.bin"');
    expect(received?.body).toContain('name="meta"\r\nContent-Type: application/json\r\n\r\n{}');
  });

  it('carries texts and bytes as they are', async () => {
    app.play({ request: `POST ${origin}/v1/a`, json: {} }, { request: `PUT ${origin}/v1/b`, json: {} });
    const { http } = contextWith();
    await http.post('/a', any, { text: 'id,name\n1,Ada', contentType: 'text/csv' });
    await http.put('/b', any, { text: new Uint8Array([1, 2, 3]) });
    expect(app.received.map(({ bytes, headers }) => [[...bytes].length, headers['content-type']])).toEqual([
      [13, 'text/csv'],
      [3, 'application/octet-stream'],
    ]);
  });

  it('has the headers that the connector declares, and its own before them', async () => {
    app.play({ request: `GET ${origin}/v1/a`, json: {} });
    const headers = {
      'Acme-Version': '2026-11',
      'acme-shop': '{{shop}}',
      'acme-none': '{{none?}}',
      'Client-Id': '{{clientId}}',
    };
    const { http } = contextWith({ headers }, { learnt: { shop: 'globex' } });
    await http.get('/a', any, { headers: { 'acme-version': '2027-01' } });
    expect(app.received[0]?.headers).toMatchObject({
      'acme-version': '2027-01',
      'acme-shop': 'globex',
      'client-id': 'client-1',
    });
    expect(app.received[0]?.headers).not.toHaveProperty('acme-none');
  });

  it('is signed anew for each hop, and gives nothing to another host', async () => {
    const headers = { 'developer-token': '{{token}}' };
    app.play(
      {
        request: `GET ${origin}/v1/a`,
        status: 302,
        headers: { location: 'https://cdn.elsewhere.example/f?sig=1' },
        text: '',
      },
      { request: 'GET https://cdn.elsewhere.example/f?sig=1', json: {} },
      { request: `GET ${origin}/v1/b`, status: 307, headers: { location: '/v1/c' }, text: '' },
      { request: `GET ${origin}/v1/c`, json: {} },
    );
    const { http } = contextWith({ headers }, { learnt: { token: 'secret' } });
    const own = { headers: { 'idempotency-key': 'k', range: 'bytes=0-' } };
    expect((await http.get('/a', any, own)).url).toBe('https://cdn.elsewhere.example/f?sig=1');
    const elsewhere = app.received[1]?.headers ?? {};
    expect(Object.keys(elsewhere).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'range',
      'user-agent',
    ]);
    await http.get('/b', any);
    expect(app.received[3]?.headers).toMatchObject({ authorization: 'Bearer token-1', 'developer-token': 'secret' });
  });

  it('tells where the answer came from without the key that stands in the address', async () => {
    const auth: Connector['auth'] = {
      kind: 'key',
      fields: z.object({ key: z.string() }),
      place: { query: { api_key: '{{key}}' } },
    };
    app.play({ request: `GET ${origin}/v1/a?x=1&api_key=k-9`, json: {} });
    const context = contextWith({ auth }, { fields: { key: 'k-9' } });
    expect((await context.http.get('/a', any, { query: { x: 1 } })).url).toBe(`${origin}/v1/a?x=1`);
    expect(JSON.stringify(context.calls)).not.toContain('k-9');
  });

  it('is repeated where it says that this does no harm', async () => {
    app.play(
      { request: `POST ${origin}/v1/search`, status: 503, text: '' },
      { request: `POST ${origin}/v1/search`, json: { ok: 1 } },
    );
    const { http, calls } = contextWith();
    expect((await http.post('/search', any, { json: { q: 'a' }, repeatable: true })).body).toEqual({ ok: 1 });
    expect(app.received.map(({ body }) => body)).toEqual(['{"q":"a"}', '{"q":"a"}']);
    expect(calls).toMatchObject([{ retries: 1 }]);
  });
});

describe('an answer', () => {
  const answers = (text: string | Buffer, type: string, status = 200) =>
    app.play({ request: `GET ${origin}/v1/a`, text, status, headers: { 'content-type': type } });

  it.each([
    ['text', 'caf\u00e9', 'text/plain', 'text', 'café'],
    ['text in another encoding', Buffer.from('caf\u00e9', 'latin1'), 'text/plain; charset=ISO-8859-1', 'text', 'café'],
    [
      'lines of JSON',
      '{"a":1}\n\n{"a":12345678901234567890}\r\n',
      'application/x-ndjson',
      'ndjson',
      [{ a: 1 }, { a: '12345678901234567890' }],
    ],
    ['no lines', '', 'application/x-ndjson', 'ndjson', []],
    ['a web page, where it is wanted', '<html>hi</html>', 'text/html', 'text', '<html>hi</html>'],
    [
      'XML',
      '<?xml version="1.0"?><s:Envelope xmlns:s="urn:x"><s:Body><n a="1 &lt; 2">007</n><n>x &amp; y &#8364;</n><e/></s:Body></s:Envelope>',
      'text/xml',
      'xml',
      { Envelope: { Body: { n: [{ '@a': '1 < 2', '#text': '007' }, 'x & y €'], e: '' } } },
    ],
  ] as const)('is read as %s', async (_what, text, type, answer, expected) => {
    answers(text, type);
    expect((await contextWith().http.get('/a', any, { answer })).body).toEqual(expected);
  });

  it('is bytes', async () => {
    answers(Buffer.from([0, 1, 255]), 'application/pdf');
    expect((await contextWith().http.get('/a', z.instanceof(Uint8Array), { answer: 'bytes' })).body).toEqual(
      new Uint8Array([0, 1, 255]),
    );
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'xml', 'declares a document type'],
    ['a tower of elements', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, 'xml', 'nested more than 100'],
    ['half a document', '<a><b>1</b>', 'xml', 'is not well-formed XML'],
    ['JSON instead of XML', '{"a":1}', 'xml', 'is not XML'],
    ['a broken line', '{"a":1}\n{"a":', 'ndjson', 'is not JSON in line 2'],
  ] as const)('is not taken as %s', async (_what, text, answer, words) => {
    answers(text, 'application/data');
    await expect(contextWith().http.get('/a', any, { answer })).rejects.toMatchObject({
      message: expect.stringContaining(words),
      details: { class: 'protocol', code: 'unreadable_answer' },
    });
  });

  it('names a web page by its title, also where an error is one', async () => {
    const page = '<!doctype html><html><head><title>\n Sign in  - Acme </title></head></html>';
    answers(page, 'application/json');
    await expect(contextWith().http.get('/a', any)).rejects.toMatchObject({
      message: 'Tidewater answered a web page instead of data: Sign in - Acme.',
      details: { class: 'protocol', code: 'web_page' },
    });
    for (let count = 0; count < 2; count += 1) answers(page, 'text/html', 502);
    await expect(contextWith({}, { patience: 'interactive' }).http.get('/a', any)).rejects.toMatchObject({
      message: expect.stringContaining('a web page instead of data: Sign in - Acme'),
      details: { class: 'app_down', status: 502 },
    });
  });

  it.each([
    [{ text: 'Your key is wrong.' }, { appMessage: 'Your key is wrong.' }],
    [{ json: [{ message: 'No.', errorCode: 'BAD_FIELD' }] }, { appMessage: 'No.', code: 'BAD_FIELD' }],
    [{ json: { errors: { email: ['is taken'] } } }, { appMessage: 'is taken', field: 'email' }],
    [
      { json: { error: { code: 7, message: 'No.', param: 'amount' } } },
      { appMessage: 'No.', code: '7', field: 'amount' },
    ],
    [
      { text: '<Error><Code>NoSuchKey</Code><Message>Gone.</Message></Error>' },
      { appMessage: 'Gone.', code: 'NoSuchKey' },
    ],
    [
      {
        text: '<e:Envelope xmlns:e="x"><e:Body><e:Fault><faultcode>c:1</faultcode><faultstring>No.</faultstring></e:Fault></e:Body></e:Envelope>',
      },
      { appMessage: 'No.', code: 'c:1' },
    ],
  ])('that refuses keeps the app’s own words: %j', async (answer, details) => {
    app.play({ request: `GET ${origin}/v1/a`, status: 400, ...answer, headers: { 'x-amzn-requestid': 'r-1' } });
    await expect(contextWith().http.get('/a', any)).rejects.toMatchObject({
      details: { ...details, appRequestId: 'r-1' },
    });
  });

  it('is judged by the connector with its headers', async () => {
    app.play({ request: `GET ${origin}/v1/a`, status: 400, json: {}, headers: { 'x-reason': 'plan' } });
    const errors: Connector['errors'] = ({ headers }) =>
      headers.get('x-reason') === 'plan' ? { class: 'quota' } : undefined;
    await expect(contextWith({ errors }).http.get('/a', any)).rejects.toMatchObject({ details: { class: 'quota' } });
  });

  it('is cut where it is larger than asked for', async () => {
    answers('x'.repeat(2_000), 'text/plain');
    await expect(contextWith().http.get('/a', any, { answer: 'text', maxBytes: 1_000 })).rejects.toMatchObject({
      details: { class: 'too_large' },
    });
  });
});

describe('a stream', () => {
  it('comes piece by piece, is counted, and repeats what failed before it began', async () => {
    const text = 'row\n'.repeat(100_000);
    app.play({ request: `GET ${origin}/v1/file`, status: 503, text: '' }, { request: `GET ${origin}/v1/file`, text });
    const { http, calls, pauses } = contextWith();
    const { status, chunks } = await http.stream('/file');
    let size = 0;
    for await (const chunk of chunks) size += chunk.length;
    expect([status, size, pauses.length]).toEqual([200, text.length, 1]);
    expect(calls).toMatchObject([{ method: 'GET', status: 200, bytesIn: text.length, retries: 1 }]);
  });

  it('that is refused says why', async () => {
    app.play({ request: `POST ${origin}/v1/file`, status: 404, json: { message: 'No such file.' } });
    const { http, calls } = contextWith();
    await expect(http.stream('/file', { method: 'POST', json: {} })).rejects.toMatchObject({
      details: { class: 'not_found', appMessage: 'No such file.' },
    });
    expect(calls).toMatchObject([{ status: 404 }]);
  });
});
