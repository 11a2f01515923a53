import { describe, expect, it } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { contact, refusal } from './fixtures/records.ts';
import { api, date, listed, properties, read, testHubspot } from './test-hubspot.ts';

const { app, connector, context } = await testHubspot();
const account = `GET ${api}/account-info/2026-09/details`;
const details = { portalId: 62515, accountType: 'STANDARD', timeZone: 'US/Eastern', uiDomain: 'app-eu1.hubspot.com' };
const full = (options = {}) => readPass(connector.objects.contact, context(options), { mode: 'full' });
const first = `GET ${api}/crm/objects/2026-09/contacts?limit=100`;

describe('check', () => {
  it('names the account by its number, by its name where HubSpot tells it', async () => {
    app.play({ request: account, json: details }, { request: account, json: { ...details, portalName: 'Globex' } });
    expect(await connector.check?.(context())).toEqual({
      id: '62515',
      name: 'HubSpot account 62515 on app-eu1.hubspot.com',
    });
    expect(await connector.check?.(context())).toEqual({ id: '62515', name: 'Globex (HubSpot account 62515)' });
  });

  it('says when it is no account with real customers', async () => {
    app.play({ request: account, json: { ...details, accountType: 'SANDBOX' } });
    expect((await connector.check?.(context()))?.notice).toContain('sandbox');
  });

  it('goes with the token that a customer typed in', async () => {
    app.play({ request: account, json: details });
    await connector.check?.(context({ accountType: 'token', fields: { token: ' pat-eu1-1 ' } }));
    expect(app.received[0]?.headers.authorization).toBe('Bearer pat-eu1-1');
  });

  it('repeats what HubSpot says of a wrong token', async () => {
    const json = refusal('INVALID_AUTHENTICATION', 'Authentication credentials not found.');
    app.play({ request: account, status: 401, json });
    await expect(connector.check?.(context({ accountType: 'token', fields: { token: 'no' } }))).rejects.toMatchObject({
      details: { class: 'auth' },
    });
  });

  it('learns the number by which hooks name the account', async () => {
    app.play({ request: account, json: details });
    expect(await connector.lookUp?.(context())).toEqual({ portalId: '62515' });
  });
});

describe('what goes wrong', () => {
  it('waits as long as HubSpot says, in both forms, and by the policy where it says nothing', async () => {
    const limit = (policyName: string) => ({
      status: 'error',
      message: 'You have reached your limit.',
      errorType: 'RATE_LIMIT',
      policyName,
    });
    app.play(
      { request: first, status: 429, headers: { 'retry-after': '4' }, json: limit('TEN_SECONDLY_ROLLING') },
      {
        request: first,
        status: 429,
        headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT' },
        json: limit('SECONDLY'),
      },
      { request: first, status: 429, json: limit('TEN_SECONDLY_ROLLING') },
      listed('', [contact('1')]),
      properties,
      ...read([contact('1')]),
    );
    const patient = context();
    await readPass(connector.objects.contact, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([4_000, 3_000, 10_000]);
  });

  it('does not wait for the day’s quota', async () => {
    const json = {
      status: 'error',
      message: 'You have reached your daily limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'DAILY',
    };
    app.play({ request: first, status: 429, json });
    await expect(full()).rejects.toMatchObject({ details: { class: 'quota', code: 'DAILY' } });
  });

  it('renews an access that ended in the middle of a pass', async () => {
    app.play(
      listed('', [contact('1')], '1'),
      properties,
      ...read([contact('1')]),
      {
        request: `${first}&after=1`,
        status: 401,
        json: refusal('EXPIRED_AUTHENTICATION', 'The OAuth token used expired.'),
      },
      listed('&after=1', []),
    );
    await full({ renewed: bearer('token-2') });
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it.each([
    [
      'a right that was not given',
      403,
      refusal('MISSING_SCOPES', 'This app hasn’t been granted all required scopes.', {
        errors: [
          {
            message: 'One or more scopes are required.',
            context: { requiredGranularScopes: ['crm.objects.contacts.read'] },
          },
        ],
      }),
      { class: 'permission', code: 'MISSING_SCOPES', appMessage: 'It needs the right crm.objects.contacts.read.' },
    ],
    [
      'a property that it does not take, which it tells as JSON inside a text',
      400,
      refusal(
        'VALIDATION_ERROR',
        'Property values were not valid: [{"isValid":false,"message":"Email address x is invalid","error":"INVALID_EMAIL","name":"email"}]',
      ),
      { class: 'invalid', field: 'email', appMessage: 'Email address x is invalid' },
    ],
    [
      'a property that it does not know',
      400,
      refusal('VALIDATION_ERROR', 'Property "colour" does not exist', {
        errors: [
          {
            message: 'Property "colour" does not exist',
            code: 'PROPERTY_DOESNT_EXIST',
            context: { propertyName: ['colour'] },
          },
        ],
      }),
      { class: 'invalid', field: 'colour', code: 'PROPERTY_DOESNT_EXIST' },
    ],
    [
      'a property that the account’s own rule asks for',
      400,
      refusal('VALIDATION_ERROR', 'The property values provided are invalid', {
        errors: [
          {
            message: 'state is required because of a conditional property rule based on [country]',
            code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
            context: { propertyName: ['state'] },
          },
        ],
      }),
      { class: 'invalid', code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY', field: 'state' },
    ],
    [
      'a right that the person has not',
      400,
      refusal('VALIDATION_ERROR', "Missing 'Edit Associations' permission."),
      { class: 'permission', appMessage: "Missing 'Edit Associations' permission." },
    ],
    [
      'what is there already',
      409,
      refusal('CONFLICT', 'Contact already exists. Existing ID: 512'),
      { class: 'conflict' },
    ],
    ['what is not there', 404, refusal('OBJECT_NOT_FOUND', 'No such object.'), { class: 'not_found' }],
    ['an address that is too long', 414, undefined, { class: 'too_large' }],
    ['an error under a good status', 200, refusal('INTERNAL', 'Oops'), { class: 'protocol', code: 'INTERNAL' }],
    ['rows of another shape', 200, { results: { 1: {} } }, { class: 'protocol', field: 'results' }],
    ['nothing at all where an error should be', 418, undefined, { class: 'invalid' }],
  ])('names %s', async (_what, status, json, details) => {
    app.play(json === undefined ? { request: first, status, text: '' } : { request: first, status, json });
    await expect(full()).rejects.toMatchObject({ name: 'AppCallError', details });
  });

  it.each([
    [423, 'rate_limited'],
    [477, 'app_down'],
    [502, 'app_down'],
  ])('gives up after some tries at %i', async (status, errorClass) => {
    const busy = { request: first, status, text: '' };
    app.play(busy, busy, busy, busy);
    await expect(full()).rejects.toMatchObject({ details: { class: errorClass, status } });
  });

  it('does not take a web page for data', async () => {
    app.play({
      request: first,
      headers: { 'content-type': 'text/html' },
      text: '<!doctype html><title>Sign in</title>',
    });
    await expect(full()).rejects.toMatchObject({ details: { class: 'protocol' } });
  });
});
