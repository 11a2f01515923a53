import { describe, expect, it } from 'vitest';
import { get, post, testSquare } from './test-square.ts';

const { app, context, options = {} } = await testSquare();

describe('choices', () => {
  const choose = async (name: string, search = '', cursor: string | null = null) =>
    options[name]?.(context(), { search, cursor });

  it('are locations, customers, items, variations, people and attributes', async () => {
    const item = {
      id: 'I',
      item_data: { name: 'Lamp', variations: [{ id: 'V', item_variation_data: { name: 'Large', sku: 'L-1' } }] },
    };
    app.play(
      get('locations', {
        locations: [
          { id: 'L', name: 'Main', status: 'ACTIVE' },
          { id: 'M', status: 'INACTIVE' },
        ],
      }),
    );
    expect((await choose('locations'))?.options).toEqual([{ value: 'L', label: 'Main' }]);
    app.play(post('customers/search', { customers: [{ id: 'C', company_name: 'Globex' }], cursor: 'c1' }));
    expect(await choose('customers', 'glo', 'c0')).toMatchObject({
      options: [{ value: 'C', label: 'Globex' }],
      next: 'c1',
    });
    expect(app.received[1]?.json()).toEqual({ limit: 100, cursor: 'c0' });
    app.play(
      post('catalog/search-catalog-items', { items: [item] }),
      post('catalog/search-catalog-items', { items: [item] }),
    );
    expect((await choose('catalogItems'))?.options).toEqual([{ value: 'I', label: 'Lamp' }]);
    expect((await choose('catalogVariations', 'lamp'))?.options).toEqual([
      { value: 'V', label: 'Lamp Large', detail: 'L-1' },
    ]);
    app.play(post('team-members/search', { team_members: [{ id: 'T', given_name: 'Mara' }] }));
    expect((await choose('teamMembers'))?.options).toMatchObject([{ value: 'T', label: 'Mara' }]);
    app.play(get('customers/custom-attribute-definitions?limit=100', { custom_attribute_definitions: [{ key: 'a' }] }));
    expect((await choose('customAttributes'))?.options).toEqual([{ value: 'a', label: 'a' }]);
  });
});
