import { describe, expect, it } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { at, date, testSalesforce } from './test-salesforce.ts';

const { app, salesforce, context } = await testSalesforce();
const { actions = {} } = salesforce.connector;

describe('what goes wrong', () => {
  const path = `GET ${at}/sobjects/Account/001Dn00000Kx1abIAB`;
  const read = (own = context()) =>
    actions.getRecord?.run(own, { object: 'Account', id: '001Dn00000Kx1abIAB' }, { idempotencyKey: 'k' });
  const refusal = (errorCode: string, message: string, fields?: string[]) => [{ errorCode, message, fields }];

  it.each([
    ['a used-up day', 403, refusal('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), { class: 'quota' }],
    ['a right that is missing', 403, refusal('API_DISABLED_FOR_ORG', 'API is not enabled.'), { class: 'permission' }],
    ['a record that is gone', 404, refusal('ENTITY_IS_DELETED', 'entity is deleted'), { class: 'not_found' }],
    ['a duplicate', 400, refusal('DUPLICATES_DETECTED', 'Use one of these records?'), { class: 'conflict' }],
    ['a field', 400, refusal('INVALID_FIELD', 'No such column', ['Colour']), { class: 'invalid', field: 'Colour' }],
    ['a page for people', 200, undefined, { class: 'protocol', code: 'web_page' }],
  ])('names %s', async (_what, status, json, details) => {
    const html = { headers: { 'content-type': 'text/html' }, text: '<html><title>Maintenance</title></html>' };
    app.play({ request: path, status, ...(json === undefined ? html : { json }) });
    await expect(read()).rejects.toMatchObject({ details });
  });

  it('waits where too many calls run at the same time, and as long as it is told', async () => {
    app.play(
      {
        request: path,
        status: 403,
        json: refusal('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'),
      },
      { request: path, status: 429, headers: { 'retry-after': '2' }, json: {} },
      { request: path, status: 429, headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:05 GMT' }, json: {} },
      { request: path, json: { Id: '001Dn00000Kx1abIAB' } },
    );
    const patient = context();
    await read(patient);
    expect(patient.pauses).toEqual([3_000, 2_000, 5_000]);
  });

  it('renews a session that has ended', async () => {
    app.play(
      { request: path, status: 401, json: refusal('INVALID_SESSION_ID', 'Session expired or invalid') },
      { request: path, json: { Id: '001Dn00000Kx1abIAB' } },
    );
    await read(context({}, { renewed: bearer('token-2') }));
    expect(app.received[1]?.headers.authorization).toBe('Bearer token-2');
  });
});
