import { describe, expect, it } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { at, contact, hash, problem, testMailchimp } from './test-mailchimp.ts';

const { app, run, actions = {} } = await testMailchimp();

describe('actions', () => {
  const member = `${at}/lists/a1b2c3d4e5/members/${hash}`;

  it.each<[string, Exchange, unknown?]>([
    [
      'saveContact',
      { request: `PUT ${member}`, json: contact(hash) },
      { email_address: 'ada@acme.example', status_if_new: 'subscribed', merge_fields: { FNAME: 'Ada' } },
    ],
    ['findContact', { request: `GET ${member}`, json: contact(hash) }],
    ['tagContact', { request: `POST ${member}/tags`, status: 204 }, { tags: [{ name: 'Customer', status: 'active' }] }],
    ['unsubscribe', { request: `PATCH ${member}`, json: contact(hash) }, { status: 'unsubscribed' }],
    ['archiveContact', { request: `DELETE ${member}`, status: 204 }],
    ['forgetContact', { request: `POST ${member}/actions/delete-permanent`, status: 204 }],
    [
      'addEvent',
      { request: `POST ${member}/events`, status: 204 },
      { name: 'order_paid', properties: { number: '42' } },
    ],
    ['sendCampaign', { request: `POST ${at}/campaigns/42694e9e57/actions/send`, status: 204 }],
  ])('%s sends exactly what was given', async (name, exchange, json) => {
    app.play(exchange);
    await run(name);
    if (json !== undefined) expect(app.received[0]?.json()).toEqual(json);
  });

  it('make a draft with its text', async () => {
    app.play(
      { request: `POST ${at}/campaigns`, json: { id: 'c1', type: 'regular', status: 'save' } },
      { request: `PUT ${at}/campaigns/c1/content`, json: {} },
    );
    await run('createCampaign', { ...(actions.createCampaign?.example as object), html: '<p>Hi</p>' });
    expect(app.received[0]?.json()).toMatchObject({ type: 'regular', recipients: { list_id: 'a1b2c3d4e5' } });
    expect(app.received[1]?.json()).toEqual({ html: '<p>Hi</p>' });
  });

  it('happen once, also when Mailchimp stumbles', async () => {
    app.play({ request: `POST ${at}/campaigns/42694e9e57/actions/send`, status: 503, text: '' });
    await expect(run('sendCampaign')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it.each([
    [400, 'Member Exists', 'conflict'],
    [400, 'Forgotten Email Not Subscribed', 'permission'],
    [400, 'Member In Compliance State', 'permission'],
    [403, 'Forbidden', 'permission'],
    [404, 'Resource Not Found', 'not_found'],
    [400, 'Invalid Resource', 'invalid'],
  ])('read %i %s as %s', async (status, title, errorClass) => {
    app.play({ request: `PATCH ${member}`, ...problem(status, title) });
    await expect(run('unsubscribe')).rejects.toMatchObject({
      details: { class: errorClass, code: title, appMessage: 'No' },
    });
  });
});
