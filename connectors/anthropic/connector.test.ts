import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const anthropic = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, triggers = {}, check } = anthropic.connector;
const context = () => createTestContext({ connector: anthropic, app, fields: { apiKey: 'sk-ant-1' } });
const at = 'https://api.anthropic.com/v1';
const run = (name: string, input: unknown, patient = context()) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(patient, action.input.parse(input), { idempotencyKey: 'once' });
};
const usage = { input_tokens: 5, output_tokens: 2 };
const counts = { succeeded: 1, errored: 0, processing: 0, canceled: 0, expired: 0 };
const batch = (id: string, more = {}) => ({
  id,
  processing_status: 'ended',
  request_counts: counts,
  created_at: '2026-11-20T00:00:00Z',
  expires_at: '2026-11-21T00:00:00Z',
  ...more,
});
const error = (type: string, message: string) => ({ type: 'error', error: { type, message } });

describe('check', () => {
  it('reads from the headers whose key it is', async () => {
    app.play({
      request: `GET ${at}/models?limit=1`,
      headers: { 'anthropic-organization-id': 'a1b2c3d4-5678' },
      json: { data: [] },
    });
    expect(await check?.(context())).toEqual({ id: 'a1b2c3d4-5678', name: 'Organisation a1b2c3d4' });
    expect(app.received[0]?.headers).toMatchObject({ 'x-api-key': 'sk-ant-1', 'anthropic-version': '2023-06-01' });
  });
});

describe('models', () => {
  it('come by the last id, and stop where there are no more', async () => {
    const model = (id: string) => ({ id, display_name: id, created_at: '2026-01-01T00:00:00Z' });
    app.play(
      { request: `GET ${at}/models?limit=100`, json: { data: [model('a')], has_more: true, last_id: 'a' } },
      { request: `GET ${at}/models?limit=100&after_id=a`, json: { data: [model('b')], has_more: false, last_id: 'b' } },
    );
    expect((await readPass(objects.model, context(), { mode: 'full' })).rows.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('asking', () => {
  it('gives the text, and says that it was cut short', async () => {
    app.play({
      request: `POST ${at}/messages`,
      json: { id: 'm', content: [{ type: 'text', text: 'Ger' }], stop_reason: 'max_tokens', usage },
    });
    expect(await run('ask', { model: 'm', question: 'q', maxTokens: 1 })).toEqual({
      id: 'm',
      text: 'Ger',
      stopReason: 'max_tokens',
      tokens: 7,
    });
  });

  it('chooses only among the choices', async () => {
    const answer = (choice: string) => ({
      request: `POST ${at}/messages`,
      json: { id: 'm', content: [{ type: 'tool_use', input: { choice } }], usage },
    });
    app.play(answer('order'), answer('something else'));
    const input = { model: 'm', text: 't', choices: ['order', 'question'] };
    expect(await run('classify', input)).toMatchObject({ choice: 'order' });
    expect(await run('classify', input)).toMatchObject({ choice: null });
  });

  it.each([
    [529, 'overloaded_error', 'Overloaded', 'app_down', undefined],
    [400, 'invalid_request_error', 'max_tokens: Field required', 'invalid', 'max_tokens'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the API', 'quota', undefined],
    [413, 'request_too_large', 'Request exceeds the maximum size', 'too_large', undefined],
  ])('knows what %i %s means: %s', async (status, type, message, errorClass, field) => {
    app.play({ request: `POST ${at}/messages`, status, json: error(type, message) });
    await expect(run('ask', { model: 'm', question: 'q' })).rejects.toMatchObject({
      details: { class: errorClass, field },
    });
  });
});

describe('batches', () => {
  it('are read line by line', async () => {
    app.play(
      {
        request: `GET ${at}/messages/batches/b1`,
        json: batch('b1', { results_url: `${at}/messages/batches/b1/results` }),
      },
      {
        request: `GET ${at}/messages/batches/b1/results`,
        text: '{"custom_id":"q1","result":{"type":"succeeded","message":{"content":[{"type":"text","text":"Germany"}]}}}\n{"custom_id":"q2","result":{"type":"errored","error":{}}}\n',
      },
    );
    expect(await run('readBatch', { batch: 'b1' })).toEqual({
      answers: [
        { id: 'q1', text: 'Germany', outcome: 'succeeded' },
        { id: 'q2', text: null, outcome: 'errored' },
      ],
    });
  });

  it('can not be read before they have ended', async () => {
    app.play({ request: `GET ${at}/messages/batches/b1`, json: batch('b1', { processing_status: 'in_progress' }) });
    await expect(run('readBatch', { batch: 'b1' })).rejects.toMatchObject({ details: { code: 'not_ended' } });
  });

  it('tell when they have ended', async () => {
    const trigger = triggers.batchEnded;
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    const data = [
      batch('b2', { ended_at: '2026-11-20T12:00:00Z' }),
      batch('b1', { ended_at: '2026-11-20T11:00:00Z' }),
      batch('b0', { ended_at: '2026-11-19T00:00:00Z' }),
      batch('b3', { processing_status: 'in_progress' }),
    ];
    app.play({ request: `GET ${at}/messages/batches?limit=100`, json: { data } });
    const { items, cursor } = await trigger.poll(context(), { cursor: '2026-11-20T00:00:00Z' });
    expect(items.map(({ id }) => id)).toEqual(['b1', 'b2']);
    expect(cursor).toBe('2026-11-20T12:00:00Z');
  });
});
