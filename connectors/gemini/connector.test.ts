import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const gemini = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, check } = gemini.connector;
const context = () => createTestContext({ connector: gemini, app, fields: { apiKey: 'AIza-a-key-of-some-length' } });
const at = 'https://generativelanguage.googleapis.com/v1beta';
const run = (name: string, input: unknown) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};
const generate = `POST ${at}/models/gemini-x:generateContent`;
const said = (text: string, finishReason = 'STOP') => ({
  candidates: [{ content: { parts: [{ text: 'hm', thought: true }, { text }] }, finishReason }],
  usageMetadata: { totalTokenCount: 9 },
});

describe('check', () => {
  it('sends the key in a header, never in the address', async () => {
    app.play({ request: `GET ${at}/models?pageSize=1`, json: {} });
    expect(await check?.(context())).toMatchObject({ id: 'gemini' });
    expect(app.received[0]?.headers['x-goog-api-key']).toBe('AIza-a-key-of-some-length');
  });

  it('knows a wrong key, which comes as an invalid argument', async () => {
    const error = {
      message: 'API key not valid.',
      status: 'INVALID_ARGUMENT',
      details: [{ reason: 'API_KEY_INVALID' }],
    };
    app.play({ request: `GET ${at}/models?pageSize=1`, status: 400, json: { error } });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: 'auth', appMessage: 'API key not valid.' },
    });
  });
});

describe('models', () => {
  it('come by token, past a page without any', async () => {
    const model = (name: string) => ({ name: `models/${name}` });
    app.play(
      { request: `GET ${at}/models?pageSize=1000`, json: { models: [model('a')], nextPageToken: 't' } },
      { request: `GET ${at}/models?pageSize=1000&pageToken=t`, json: { nextPageToken: 'u' } },
      { request: `GET ${at}/models?pageSize=1000&pageToken=u`, json: { models: [model('b')] } },
    );
    expect((await readPass(objects.model, context(), { mode: 'full' })).rows.map(({ name }) => name)).toEqual([
      'models/a',
      'models/b',
    ]);
  });
});

describe('asking', () => {
  it('leaves the thoughts out', async () => {
    app.play({ request: generate, json: said('Germany') });
    expect(await run('ask', { model: 'models/gemini-x', question: 'q', system: 's', maxTokens: 10 })).toEqual({
      text: 'Germany',
      reason: 'STOP',
      tokens: 9,
    });
    expect(app.received[0]?.json()).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'q' }] }],
      systemInstruction: { parts: [{ text: 's' }] },
      generationConfig: { maxOutputTokens: 10 },
    });
  });

  it('says why there is nothing', async () => {
    app.play({ request: generate, json: { promptFeedback: { blockReason: 'SAFETY' } } });
    expect(await run('ask', { model: 'gemini-x', question: 'q' })).toEqual({
      text: '',
      reason: 'SAFETY',
      tokens: null,
    });
  });

  it('reads data, or null where it was cut short', async () => {
    app.play({ request: generate, json: said('{"a":1}') }, { request: generate, json: said('{"a"', 'MAX_TOKENS') });
    const input = { model: 'gemini-x', text: 't', schema: { type: 'OBJECT' } };
    expect(await run('extract', input)).toEqual({ data: { a: 1 }, reason: 'STOP', tokens: 9 });
    expect(await run('extract', input)).toMatchObject({ data: null, reason: 'MAX_TOKENS' });
  });

  it('tells the quota of a day from going too fast', async () => {
    const exhausted = (details: unknown[]) => ({
      request: generate,
      status: 429,
      json: { error: { message: 'Exceeded', status: 'RESOURCE_EXHAUSTED', details } },
    });
    app.play(
      exhausted([{ retryDelay: '17s' }]),
      exhausted([{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProject' }] }, { retryDelay: '17s' }]),
    );
    await expect(run('ask', { model: 'gemini-x', question: 'q' })).rejects.toMatchObject({
      details: { class: 'rate_limited', retryAfterMs: 17_000 },
    });
    await expect(run('ask', { model: 'gemini-x', question: 'q' })).rejects.toMatchObject({
      details: { class: 'quota' },
    });
  });

  it('takes no path for the name of a model', () => {
    expect(actions.ask?.input.safeParse({ model: '../files', question: 'q' }).success).toBe(false);
  });
});

describe('options', () => {
  it('offer the short names', async () => {
    app.play({
      request: `GET ${at}/models?pageSize=1000`,
      json: { models: [{ name: 'models/gemini-x', displayName: 'Gemini X' }] },
    });
    expect((await options.models?.(context(), { search: 'x', cursor: null }))?.options).toEqual([
      { value: 'gemini-x', label: 'Gemini X', detail: 'models/gemini-x' },
    ]);
  });
});
