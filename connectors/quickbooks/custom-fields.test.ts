import { describe, expect, it } from 'vitest';
import { at, row, testQuickBooks } from './test-quickbooks.ts';

const { app, context, objects } = await testQuickBooks();
const { invoice, purchaseOrder, customer } = objects;
const crew = { DefinitionId: '1', Name: 'Crew #', Type: 'StringType', StringValue: '102' };
const region = { DefinitionId: '2', Name: 'Region', Type: 'StringType', StringValue: 'North' };

const text = (Name: string, StringValue: string) => ({ Name, Type: 'StringType', StringValue });
const yes = (Name: string, BooleanValue: boolean) => ({ Name, Type: 'BooleanType', BooleanValue });
const preferences = {
  request: `GET ${at}/preferences`,
  json: {
    Preferences: {
      Id: '1',
      SalesFormsPrefs: {
        CustomTxnNumbers: false,
        CustomField: [
          {
            CustomField: [
              yes('SalesFormsPrefs.UseSalesCustom1', true),
              yes('SalesFormsPrefs.UseSalesCustom2', false),
              yes('SalesFormsPrefs.UseSalesCustom3', true),
            ],
          },
          {
            CustomField: [
              text('SalesFormsPrefs.SalesCustomName3', 'Region'),
              text('SalesFormsPrefs.SalesCustomName2', 'Old'),
              text('SalesFormsPrefs.SalesCustomName1', 'Crew #'),
            ],
          },
        ],
      },
      VendorAndPurchasesPrefs: {
        POCustomField: [{ CustomField: [text('PurchasePrefs.PurchaseCustomName1', 'Buyer')] }],
      },
    },
  },
};

describe('own fields', () => {
  it('are described by the preferences: those in use, by their number', async () => {
    app.play(preferences, preferences);
    const fields = (await invoice?.describe?.(context())) ?? [];
    expect(fields.filter(({ custom }) => custom)).toEqual([
      { name: 'Custom.1', label: 'Crew #', type: 'text', custom: true },
      { name: 'Custom.3', label: 'Region', type: 'text', custom: true },
    ]);
    expect(fields).toEqual(
      expect.arrayContaining([
        { name: 'Id', label: 'Id', type: 'text', readOnly: true },
        { name: 'CustomerRef.value', label: 'Customer ref value', type: 'text' },
        { name: 'Balance', label: 'Balance', type: 'number', readOnly: true },
      ]),
    );
    expect((await purchaseOrder?.describe?.(context()))?.filter(({ custom }) => custom)).toEqual([
      { name: 'Custom.1', label: 'Buyer', type: 'text', custom: true },
    ]);
  });

  it('are none where a company has no such preferences, and nothing is asked for objects without', async () => {
    app.play({ request: preferences.request, json: { Preferences: { Id: '1' } } });
    expect((await invoice?.describe?.(context()))?.some(({ custom }) => custom)).toBe(false);
    expect(await customer?.describe?.(context())).toContainEqual({ name: 'Active', label: 'Active', type: 'boolean' });
  });

  it('have a path of their own in the row', () => {
    const one = { ...row(130), CustomField: [crew, { DefinitionId: '2', Type: 'StringType' }] };
    expect(invoice?.row.parse(one)).toMatchObject({ CustomField: one.CustomField, Custom: { 1: '102', 2: null } });
    expect(invoice?.row.parse(row(131))).not.toHaveProperty('Custom');
  });

  it('are written without losing the others', async () => {
    app.play(
      { request: `GET ${at}/invoice/130`, json: { Invoice: { ...row(130), CustomField: [crew, region] } } },
      { request: `POST ${at}/invoice?requestid=k-0`, json: { Invoice: row(130) } },
      { request: `POST ${at}/invoice?requestid=k-1`, json: { Invoice: row(131) } },
    );
    const items = [{ key: '130', data: { Custom: { 1: 'A' } } }, { data: { Custom: { 1: 7 }, Line: [] } }];
    expect(await invoice?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '130', action: 'updated' },
      { key: '131', action: 'created' },
    ]);
    expect(app.received[1]?.json()).toEqual({
      Id: '130',
      SyncToken: '0',
      sparse: true,
      CustomField: [region, { ...crew, StringValue: 'A' }],
    });
    expect(app.received[2]?.json()).toEqual({
      Line: [],
      CustomField: [{ DefinitionId: '1', Type: 'StringType', StringValue: '7' }],
    });
  });
});
