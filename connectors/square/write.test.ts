import { describe, expect, it } from 'vitest';
import { accessOf } from '#server/runtime/access.ts';
import { authorizeUrl } from '#server/runtime/oauth2/authorize-url.ts';
import { Secret } from '#server/secrets.ts';
import { onceKey } from './once.ts';
import { get, post, refusal, testSquare } from './test-square.ts';

const { app, square, context, objects } = await testSquare();

describe('the sign-in', () => {
  const client = { clientId: 'sq0idp-1', clientSecret: new Secret('s'), scopes: [], parameters: {} };
  const access = (accountType: string) => accessOf({ connector: square, accountType, client, learnt: {} });
  const url = (accountType: string) =>
    authorizeUrl({
      access: access(accountType),
      redirectUri: 'https://portico.example/cb',
      state: 's1',
      codeChallenge: 'c1',
    });

  it('is taken back with the secret in a header, and nowhere else', () => {
    const { auth } = access('production');
    expect(auth).toMatchObject({
      revoke: { headers: { authorization: 'Client {{clientSecret}}' } },
      clientAuth: 'none',
    });
  });

  it('asks for a log-in at Square, which the sandbox does not know', async () => {
    const address = await url('production');
    expect(address.origin).toBe('https://connect.squareup.com');
    expect(address.searchParams.get('session')).toBe('false');
    expect(address.searchParams.has('code_challenge')).toBe(false);
    const sandbox = await url('sandbox');
    expect(sandbox.origin).toBe('https://connect.squareupsandbox.com');
    expect(sandbox.searchParams.has('session')).toBe(false);
  });
});

describe('writing', () => {
  it('finds customers by their reference, and tells of each what became of it', async () => {
    app.play(
      post('customers/search', { customers: [{ id: 'KNOWN' }] }),
      post('customers/search', {}),
      post('customers/search', {}),
      post('customers/bulk-create', {
        responses: {
          [onceKey('k', 'reference crm-2')]: { customer: { id: 'NEW' } },
          [onceKey('k', 3)]: refusal('INVALID_EMAIL_ADDRESS', 'No email.', 'email_address'),
        },
      }),
      post('customers/bulk-update', {
        responses: { KNOWN: { customer: { id: 'KNOWN' } }, X: { customer: { id: 'X' } } },
      }),
    );
    const items = [
      { data: { reference_id: 'crm-1', note: 'a' } },
      { data: { reference_id: 'crm-2', id: 'not-ours' } },
      { key: 'X', data: { note: 'b', version: 3 } },
      { data: { email_address: 'x' } },
      { data: { reference_id: 'crm-2', note: 'again' } },
    ];
    expect(await objects.customer?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'KNOWN', action: 'updated' },
      { key: 'NEW', action: 'created' },
      { key: 'X', action: 'updated' },
      { error: { class: 'invalid', code: 'INVALID_EMAIL_ADDRESS', message: 'No email.', field: 'email_address' } },
      { key: 'NEW', action: 'created' },
    ]);
    expect(app.received[3]?.json()).toEqual({
      customers: {
        [onceKey('k', 'reference crm-2')]: { reference_id: 'crm-2', note: 'again' },
        [onceKey('k', 3)]: { email_address: 'x' },
      },
    });
    expect(app.received[4]?.json()).toMatchObject({ customers: { X: { note: 'b' } } });
  });

  it('replaces the newest version of an item, with what is there already', async () => {
    const before = { id: 'W', type: 'ITEM', version: 7, item_data: { name: 'Lamp', variations: [] } };
    app.play(get('catalog/object/W', { object: before }), post('catalog/object', { catalog_object: { id: 'W' } }));
    app.play(post('catalog/object', refusal('INVALID_VALUE', 'No name.'), 400));
    const items = [{ key: 'W', data: { item_data: { description: 'Brass' } } }, { data: { item_data: {} } }];
    expect(await objects.catalogItem?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'W', action: 'updated' },
      { error: { class: 'invalid', code: 'INVALID_VALUE', message: 'No name.' } },
    ]);
    expect(app.received[1]?.json()).toEqual({
      idempotency_key: onceKey('k', 0),
      object: { ...before, item_data: { ...before.item_data, description: 'Brass' } },
    });
  });

  it('has keys that are short enough and stay the same', () => {
    expect(onceKey('a'.repeat(300))).toHaveLength(43);
    expect(onceKey('a')).toBe(onceKey('a'));
    expect(onceKey('a', 1)).not.toBe(onceKey('a', 2));
  });
});
