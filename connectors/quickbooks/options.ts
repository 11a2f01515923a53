import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { containing, query } from './query.ts';

const size = 50;
const named = z.looseObject({ Id: z.string() });
const position = z.int().positive().catch(1);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function choices(
  entity: string,
  name: string,
  { detail, where }: { detail?: string; where?: string } = {},
): OptionsFunction {
  return async (context, { search, cursor }) => {
    const start = position.parse(cursor ?? 1);
    const words = search.trim();
    const terms = [...(where ? [where] : []), ...(words ? [`${name} LIKE ${containing(words)}`] : [])];
    const filter = terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '';
    const statement = `SELECT * FROM ${entity}${filter} ORDERBY ${name} STARTPOSITION ${start} MAXRESULTS ${size}`;
    const rows = z.array(named).parse((await query(context, entity, statement)).rows);
    return {
      options: rows.map((row) => ({
        value: row.Id,
        label: textOf(row[name]) ?? row.Id,
        detail: detail && textOf(row[detail]),
      })),
      next: rows.length === size ? start + size : null,
    };
  };
}

const type = { detail: 'AccountType' };

export const options: Record<string, OptionsFunction> = {
  customers: choices('Customer', 'DisplayName', { detail: 'CompanyName' }),
  vendors: choices('Vendor', 'DisplayName', { detail: 'CompanyName' }),
  items: choices('Item', 'Name', { detail: 'Type' }),
  accounts: choices('Account', 'Name', type),
  incomeAccounts: choices('Account', 'Name', { ...type, where: "Classification = 'Revenue'" }),
  expenseAccounts: choices('Account', 'Name', { ...type, where: "Classification = 'Expense'" }),
  bankAccounts: choices('Account', 'Name', { ...type, where: "AccountType IN ('Bank', 'Credit Card')" }),
  terms: choices('Term', 'Name'),
  paymentMethods: choices('PaymentMethod', 'Name'),
};
