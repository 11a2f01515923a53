import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { at, problem, testMailchimp } from './test-mailchimp.ts';

const { app, context, objects, options = {}, check, lookUp } = await testMailchimp();

describe('connecting', () => {
  it('finds where the account lives; a key says it', async () => {
    app.play({ request: 'GET https://login.mailchimp.com/oauth2/metadata', json: { dc: 'us21', accountname: 'Acme' } });
    expect(await lookUp?.(context({ learnt: {} }))).toEqual({ dc: 'us21' });
    expect(app.received[0]?.headers.authorization).toBe('OAuth token-1');
    expect(await lookUp?.(context())).toEqual({});
  });

  it('does not go where a strange answer points', async () => {
    app.play({ request: 'GET https://login.mailchimp.com/oauth2/metadata', json: { dc: 'evil.example/' } });
    await expect(lookUp?.(context({ learnt: {} }))).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('names the account', async () => {
    const request = `GET ${at}/?fields=account_id%2Caccount_name%2Cemail`;
    app.play({ request, json: { account_id: 'a1', account_name: 'Acme', email: 'ada@acme.example' } });
    const fields = { apiKey: 'k-us21', dc: 'us21' };
    expect(await check?.(context({ accountType: 'key', fields }))).toEqual({
      id: 'a1',
      name: 'Acme (ada@acme.example)',
    });
    expect(app.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('portico:k-us21').toString('base64')}`);
    app.play({ request, ...problem(401, 'API Key Invalid', 'Your API key may be invalid.') });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: 'auth', appMessage: 'Your API key may be invalid.' },
    });
  });
});

describe('audiences and campaigns', () => {
  it.each([
    ['audience', 'lists?count=500&offset=0&sort_field=date_created', 'lists', { id: 'l1', name: 'A' }],
    [
      'campaign',
      'campaigns?count=500&offset=0&sort_field=create_time',
      'campaigns',
      { id: 'c1', type: 'regular', status: 'sent' },
    ],
  ])('%s', async (object, path, rows, row) => {
    const [name, query] = path.split('?count=500&offset=0&');
    app.play({
      request: `GET ${at}/${name}?${query}&sort_dir=ASC&exclude_fields=${rows}._links%2C_links&count=500&offset=0`,
      json: { [rows]: [row], total_items: 1 },
    });
    expect((await readPass(objects[object], context(), { mode: 'full' })).rows).toEqual([row]);
  });
});

describe('options', () => {
  it('go on at the next page', async () => {
    app.play({
      request: `GET ${at}/lists?count=200&offset=0`,
      json: { lists: [{ id: 'l1', name: 'Lamp lovers' }], total_items: 201 },
    });
    expect(await options.audiences?.(context(), { search: 'lamp', cursor: null })).toEqual({
      options: [{ value: 'l1', label: 'Lamp lovers' }],
      next: 1,
    });
  });
});
