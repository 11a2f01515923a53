import { defineContract } from '../kit/index.ts';

const workbook = '01CYZLFJGUJ7JHBSZDFZFL25KSZGQTVAUN';
const under = '/me/drive/items/{id}/workbook';
/** The description knows nothing of what is in a workbook, so this stands for all of it. */
const inside = {
  id: '{00000000-0001-0000-0000-000000000000}',
  name: 'Order',
  index: 1,
  address: 'Sheet1!A2:B3',
  value: [
    { id: '1', name: 'Order' },
    { id: '2', name: 'Total' },
  ],
  values: [
    ['A-1', 19.99],
    ['A-2', 5],
  ],
  numberFormat: [
    ['General', '0.00'],
    ['General', '0.00'],
  ],
};
const delta = {
  value: [],
  '@odata.deltaLink': 'https://graph.microsoft.com/v1.0/me/drive/root/delta?token=t1',
};
const subscription = { id: 'subscription-1', expirationDateTime: '2026-12-20T08:00:00Z' };
const parent = { workbook, source: 'table:Orders' };

export default defineContract({
  descriptions: [{ name: 'microsoft-graph', url: 'https://graph.microsoft.com/v1.0' }],
  settings: { workbook, source: 'table:Orders' },
  objects: { row: { key: 'A-1' }, workbook: { key: workbook }, sheet: { key: 'Sheet1' }, table: { key: 'Orders' } },
  options: { sheets: { parent }, sources: { parent }, columns: { parent } },
  answers: {
    ...Object.fromEntries(
      ['GET', 'POST', 'PATCH'].flatMap((method) =>
        [1, 2, 3, 4].map((depth) => [`${method} ${under}${'/…'.repeat(depth)}`, inside]),
      ),
    ),
    'GET /me/drive/root/delta': delta,
    'POST /subscriptions': subscription,
    'PATCH /subscriptions/{id}': subscription,
  },
});
