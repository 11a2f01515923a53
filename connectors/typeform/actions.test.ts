import { describe, expect, it } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { actions, app, at, context, objects, refused, run } from './test-typeform.ts';

const id = '21085286190ffad1248d17c4135ee56f';
const form = { id: 'u6nXL7', title: 'How was the lamp?' };
const answer = { response_id: id, answers: null };
const patch = (path: string, value: unknown) => [{ op: 'replace', path, value }];

/** What each action's example sends. */
const examples: [name: string, exchange: Exchange, sent?: unknown, before?: Exchange][] = [
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
    patch('/workspace', { href: 'https://api.eu.typeform.com/workspaces/sDd3zw' }),
    {
      request: `GET ${at}/workspaces/sDd3zw`,
      json: { id: 'sDd3zw', name: 'Surveys', self: { href: 'https://api.eu.typeform.com/workspaces/sDd3zw' } },
    },
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

  it.each(examples)('%s sends what its example says', async (name, exchange, sent, before) => {
    app.play(...(before ? [before] : []), exchange);
    const result = await run(name);
    expect(actions[name]?.output.safeParse(result).success).toBe(true);
    if (sent !== undefined) expect(app.received.at(-1)?.json()).toEqual(sent);
  });

  it('say what is missing, and which field is not right', async () => {
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
      refused(`PATCH ${at}/workspaces/gone`, 404, 'NOT_FOUND'),
    );
    const items = [{ data: { name: 'Surveys' } }, { key: 'gone', data: { name: 'x' } }];
    expect(await objects.workspace?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'w1', action: 'created' },
      { error: { class: 'not_found', code: 'NOT_FOUND', message: 'It said NOT_FOUND.' } },
    ]);
  });
});
