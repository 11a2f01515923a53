import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const typeform = await loadTestConnector(basename(import.meta.dirname));
const { actions = {}, objects } = typeform.connector;
const context = () => createTestContext({ connector: typeform, app, accountType: 'us', settings: { form: 'u6nXL7' } });

const at = 'https://api.typeform.com';
const id = '21085286190ffad1248d17c4135ee56f';
const form = { id: 'u6nXL7', title: 'How was the lamp?' };
const answer = { response_id: id, answers: null };
const patch = (path: string, value: unknown) => [{ op: 'replace', path, value }];

/** What each action's example sends. */
const examples: [name: string, exchange: Exchange, sent?: unknown][] = [
  [
    'createForm',
    { request: `POST ${at}/forms`, status: 201, json: form },
    { title: form.title, fields: [{ title: 'Your e-mail', type: 'email', validations: { required: true } }] },
  ],
  ['getForm', { request: `GET ${at}/forms/u6nXL7`, json: form }],
  ['renameForm', { request: `PATCH ${at}/forms/u6nXL7`, status: 204 }, patch('/title', 'How is the lamp?')],
  ['openForm', { request: `PATCH ${at}/forms/u6nXL7`, status: 204 }, patch('/settings/is_public', false)],
  [
    'moveForm',
    { request: `PATCH ${at}/forms/u6nXL7`, status: 204 },
    patch('/workspace', { href: `${at}/workspaces/sDd3zw` }),
  ],
  ['deleteForm', { request: `DELETE ${at}/forms/u6nXL7`, status: 204 }],
  [
    'findResponses',
    { request: `GET ${at}/forms/u6nXL7/responses?page_size=25&query=lamp`, json: { total_items: 1, items: [answer] } },
  ],
  [
    'getResponse',
    { request: `GET ${at}/forms/u6nXL7/responses?included_response_ids=${id}`, json: { items: [answer] } },
  ],
  ['deleteResponses', { request: `DELETE ${at}/forms/u6nXL7/responses?included_response_ids=${id}`, status: 202 }],
  [
    'getInsights',
    {
      request: `GET ${at}/insights/u6nXL7/summary`,
      json: { fields: [], form: { platforms: [], summary: { responses_count: 3, completion_rate: 75 } } },
    },
  ],
  [
    'createWorkspace',
    { request: `POST ${at}/workspaces`, status: 201, json: { id: 'sDd3zw', name: 'Surveys' } },
    { name: 'Surveys' },
  ],
];

describe('actions', () => {
  it('have all of their examples here', () => {
    expect(examples.map(([name]) => name).sort()).toEqual(Object.keys(actions).sort());
  });

  it.each(examples)('%s sends what its example says', async (name, exchange, sent) => {
    app.play(exchange);
    const action = actions[name];
    const result = await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'k' });
    expect(action?.output.safeParse(result).success).toBe(true);
    if (sent !== undefined) expect(app.received[0]?.json()).toEqual(sent);
  });

  it('say what is missing, and which field is not right', async () => {
    const run = (name: string) => {
      const action = actions[name];
      return action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'k' });
    };
    app.play({ request: `GET ${at}/forms/u6nXL7/responses?included_response_ids=${id}`, json: { items: [] } });
    await expect(run('getResponse')).rejects.toMatchObject({ details: { class: 'not_found' } });
    const details = [{ code: 'REQUIRED', description: 'value required', field: '/fields/0/title' }];
    app.play({
      request: `POST ${at}/forms`,
      status: 400,
      json: { code: 'VALIDATION_ERROR', description: 'Validation errors', details },
    });
    await expect(run('createForm')).rejects.toMatchObject({
      details: { class: 'invalid', field: 'fields.0.title', appMessage: 'Validation errors: value required' },
    });
  });
});

describe('workspaces', () => {
  it('are written one by one', async () => {
    app.play(
      { request: `POST ${at}/workspaces`, status: 201, json: { id: 'w1', name: 'Surveys' } },
      {
        request: `PATCH ${at}/workspaces/gone`,
        status: 404,
        json: { code: 'NOT_FOUND', description: 'Workspace not found' },
      },
    );
    const items = [{ data: { name: 'Surveys' } }, { key: 'gone', data: { name: 'x' } }];
    expect(await objects.workspace?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'w1', action: 'created' },
      { error: { class: 'not_found', code: 'NOT_FOUND', message: 'Workspace not found' } },
    ]);
  });
});
