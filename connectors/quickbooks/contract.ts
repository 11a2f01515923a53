import { defineContract } from '../kit/index.ts';
import { objects } from './objects/objects.ts';

const readOnly = 'the description (of a third party) holds no writing';
const unnamed = 'the description (of a third party) does not hold this entity';
/** What it has an address for. */
const described = new Set(
  'account purchase journalEntry invoice payment bill billPayment creditMemo deposit transfer vendor customer item'.split(
    ' ',
  ),
);
const skipped = (names: string[], reason: string) => Object.fromEntries(names.map((name) => [name, reason]));

export default defineContract({
  descriptions: [{ name: 'quickbooks-community', url: 'https://quickbooks.api.intuit.com/v3/company/310687' }],
  learnt: { realmId: '310687' },
  answers: {
    'GET /companyinfo/{id}': { CompanyInfo: { CompanyName: 'Acme' }, time: '2026-11-21T09:00:00Z' },
    'GET /preferences': { Preferences: { Id: '1' }, time: '2026-11-21T09:00:00Z' },
    'GET /query': { QueryResponse: {}, time: '2026-11-21T09:00:00Z' },
    'GET /cdc': { CDCResponse: [{ QueryResponse: [{}] }], time: '2026-11-21T09:00:00Z' },
    ...Object.fromEntries(
      ['Customer', 'Item', 'Invoice', 'CreditMemo', 'Bill', 'BillPayment', 'Transfer'].map((entity) => [
        `GET /${entity.toLowerCase()}/{id}`,
        { [entity]: { Id: '130', SyncToken: '0' }, time: '2026-11-21T09:00:00Z' },
      ]),
    ),
  },
  objects: Object.fromEntries(
    Object.keys(objects).map((name) => [name, { key: '130', watermark: '2026-11-21T08:00:00.000Z' }]),
  ),
  skip: {
    ...skipped(
      Object.keys(objects)
        .filter((name) => !described.has(name))
        .map((name) => `objects.${name}.get`),
      unnamed,
    ),
    ...skipped(
      Object.keys(objects).map((name) => `objects.${name}.upsert`),
      readOnly,
    ),
    ...skipped(
      'createCustomer updateCustomer createVendor createItem createInvoice sendInvoice voidInvoice downloadInvoice createEstimate createSalesReceipt recordPayment createBill createExpense createJournalEntry deleteTransaction'
        .split(' ')
        .map((name) => `actions.${name}`),
      readOnly,
    ),
  },
});
