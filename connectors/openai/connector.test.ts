import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const openai = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, check } = openai.connector;
const context = (fields: Record<string, unknown> = {}) =>
  createTestContext({ connector: openai, app, fields: { apiKey: 'sk-1', ...fields } });
const at = 'https://api.openai.com/v1';
const run = (name: string, input: unknown, patient = context()) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(patient, action.input.parse(input), { idempotencyKey: 'once' });
};

describe('check', () => {
  it('reads from the headers whose key it is', async () => {
    app.play({ request: `GET ${at}/models`, headers: { 'openai-organization': 'acme' }, json: { data: [] } });
    expect(await check?.(context())).toEqual({ id: 'acme', name: 'acme' });
    expect(app.received[0]?.headers).not.toHaveProperty('openai-organization');
  });

  it('names the organisation that was chosen', async () => {
    app.play({ request: `GET ${at}/models`, json: { data: [] } });
    expect(await check?.(context({ organization: 'org-1' }))).toMatchObject({ id: 'org-1' });
    expect(app.received[0]?.headers['openai-organization']).toBe('org-1');
  });

  it('repeats what OpenAI says of a wrong key', async () => {
    app.play({
      request: `GET ${at}/models`,
      status: 401,
      json: { error: { message: 'Incorrect API key provided', type: 'invalid_request_error' } },
    });
    await expect(check?.(context())).rejects.toThrow('Incorrect API key provided');
  });
});

describe('files', () => {
  it('come by the last one’s id', async () => {
    const file = (id: string) => ({ id, bytes: 1, created_at: 1, filename: 'a', purpose: 'batch' });
    app.play(
      { request: `GET ${at}/files?limit=100`, json: { data: [file('a')], has_more: true } },
      { request: `GET ${at}/files?limit=100&after=a`, json: { data: [file('b')], has_more: false } },
    );
    expect((await readPass(objects.file, context(), { mode: 'full' })).rows.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('asking', () => {
  const answer = (text: string) => ({
    id: 'resp_1',
    output: [{ type: 'reasoning' }, { type: 'message', content: [{ type: 'output_text', text }] }],
    usage: { total_tokens: 7 },
  });

  it('gives the text', async () => {
    app.play({ request: `POST ${at}/responses`, json: answer('Germany') });
    expect(await run('ask', { model: 'm', input: 'q', maxOutputTokens: 16 })).toEqual({
      id: 'resp_1',
      text: 'Germany',
      tokens: 7,
    });
    expect(app.received[0]?.json()).toEqual({ model: 'm', input: 'q', store: false, max_output_tokens: 16 });
  });

  it('gives JSON of a shape, or null where it was cut short', async () => {
    const schema = { type: 'object' };
    app.play(
      { request: `POST ${at}/responses`, json: answer('{"a":1}') },
      { request: `POST ${at}/responses`, json: answer('{"a":') },
    );
    expect(await run('ask', { model: 'm', input: 'q', schema })).toMatchObject({ json: { a: 1 } });
    expect(await run('ask', { model: 'm', input: 'q', schema })).toMatchObject({ json: null, text: '{"a":' });
  });

  it('is not repeated when it fails: it may have been charged', async () => {
    app.play({ request: `POST ${at}/responses`, status: 500, json: { error: { message: 'The server had an error' } } });
    await expect(run('ask', { model: 'm', input: 'q' })).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it('knows having no credit from going too fast', async () => {
    app.play({
      request: `POST ${at}/responses`,
      status: 429,
      json: { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
    });
    await expect(run('ask', { model: 'm', input: 'q' })).rejects.toMatchObject({ details: { class: 'quota' } });
    const headers = {
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '1m1.5s',
      'x-ratelimit-reset-requests': '9h',
    };
    app.play({
      request: `POST ${at}/responses`,
      status: 429,
      headers,
      json: { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } },
    });
    await expect(run('ask', { model: 'm', input: 'q' })).rejects.toMatchObject({
      details: { class: 'rate_limited', retryAfterMs: 61_500 },
    });
  });
});

describe('other actions', () => {
  it('keep vectors in the order of the texts', async () => {
    app.play({
      request: `POST ${at}/embeddings`,
      json: {
        data: [
          { index: 1, embedding: [2] },
          { index: 0, embedding: [1] },
        ],
      },
    });
    expect(await run('embed', { texts: ['a', 'b'] })).toEqual({ vectors: [[1], [2]] });
  });

  it('upload a file in parts', async () => {
    app.play({
      request: `POST ${at}/files`,
      json: { id: 'f', bytes: 1, created_at: 1, filename: 'a.jsonl', purpose: 'batch' },
    });
    await run('uploadFile', { filename: 'a.jsonl', text: '{}', purpose: 'batch' });
    expect(app.received[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(app.received[0]?.body).toContain('filename="a.jsonl"');
  });
});

describe('options', () => {
  it('list models by name', async () => {
    app.play({ request: `GET ${at}/models`, json: { data: [{ id: 'b-x' }, { id: 'a-x' }, { id: 'c' }] } });
    expect(
      (await options.models?.(context(), { search: 'X', cursor: null }))?.options.map(({ value }) => value),
    ).toEqual(['a-x', 'b-x']);
  });
});
