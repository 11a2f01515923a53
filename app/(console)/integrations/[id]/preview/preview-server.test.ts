import { expect, test } from 'vitest';
import type { IntegrationDetail } from '#embed/core/contract.ts';
import { previewServer } from './preview-server.ts';

const integration: IntegrationDetail = {
  ...{ slug: 'crm', name: 'CRM', description: '', category: 'CRM', iconUrl: '', state: 'available' },
  ...{ does: [], permissions: [], installation: null },
  auth: { kind: 'popup' },
  questions: [{ name: 'team', label: 'Team', kind: 'text', required: true }],
};
const review = { sentences: ['Contacts come.'], button: 'Start' };
const serve = (more: Partial<IntegrationDetail> = {}) =>
  previewServer({ integration: { ...integration, ...more }, review, vendor: 'Acme', customer: 'Globex' });

const ask = async (server: typeof fetch, call: string, body?: object) => {
  const [method = 'GET', path] = call.split(' ');
  const answer = await server(`https://portico.test/api/embed/v1${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};

test('the wizard goes from the questions to the review, and ends before anything is connected', async () => {
  const server = serve();
  expect((await ask(server, 'POST /session', { token: 'x' })).body).toMatchObject({
    ...{ vendor: { name: 'Acme' }, customer: { name: 'Globex' }, catalogue: [{ slug: 'crm' }] },
  });
  expect((await ask(server, 'POST /connects', { integration: 'crm' })).body).toMatchObject({
    ...{ stage: 'after', fields: [{ name: 'team' }] },
  });
  const last = await ask(server, 'POST /connects/cnt_preview/answers', { answers: { team: 'Sales' } });
  expect(last.body).toMatchObject({ stage: 'review', answers: { team: 'Sales' }, review });
  const end = await ask(server, 'POST /connects/cnt_preview/finish');
  expect([end.status, end.body.error.code]).toEqual([409, 'preview']);
});

test('an app that is let in by fields asks for them, and one without questions goes straight to the review', async () => {
  const fields = [{ name: 'key', label: 'Key', kind: 'password' as const, required: true }];
  const server = serve({ auth: { kind: 'fields', fields }, questions: [] });
  expect((await ask(server, 'POST /connects', {})).body).toMatchObject({ stage: 'authorize', fields });
  expect((await ask(server, 'POST /connects/cnt_preview/credentials', {})).body).toMatchObject({ stage: 'review' });
});

test('live choices are examples that can be searched and paged; what was asked for stays asked for', async () => {
  const server = serve({ state: 'coming_soon' });
  const first = await ask(server, 'GET /connects/cnt_preview/options/lists?search=');
  expect([first.body.options.length, first.body.nextCursor]).toEqual([25, '25']);
  const found = await ask(server, 'GET /connects/cnt_preview/options/lists?search=example%2060');
  expect(found.body).toMatchObject({ options: [{ value: 'example-60' }], nextCursor: null });
  await ask(server, 'POST /integrations/crm/request', {});
  expect((await ask(server, 'GET /integrations/crm')).body).toMatchObject({ requested: true });
  expect((await ask(server, 'DELETE /installations/ins_1')).status).toBe(404);
});
