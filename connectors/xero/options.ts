import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const size = 50;
const page = z.int().positive().catch(1);
const contacts = z.object({
  Contacts: z.array(
    z.object({ ContactID: z.string(), Name: z.string().nullish(), EmailAddress: z.string().nullish() }),
  ),
});
const text = z.string().nullish();
const accounts = z.object({
  Accounts: z.array(z.object({ AccountID: z.string(), Code: text, Name: text, Type: text, Class: text })),
});
const items = z.object({ Items: z.array(z.object({ Code: z.string(), Name: text })) });
const taxRates = z.object({ TaxRates: z.array(z.object({ TaxType: z.string(), Name: text, Status: text })) });

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label, detail = '' }: { label: string; detail?: string }) =>
    `${label} ${detail}`.toLowerCase().includes(wanted);
};

const contactOptions: OptionsFunction = async ({ http }, { search, cursor }) => {
  const number = page.parse(cursor ?? 1);
  const query = { searchTerm: search.trim() || undefined, order: 'Name', page: number, pageSize: size };
  const { Contacts: found } = (await http.get('/Contacts', contacts, { query })).body;
  return {
    options: found.map(({ ContactID, Name, EmailAddress }) => ({
      value: ContactID,
      label: Name || ContactID,
      detail: EmailAddress || undefined,
    })),
    next: found.length === size ? number + 1 : null,
  };
};

/** Accounts are named by code on lines, and by id where money moves. */
function accountOptions(where: string, by: 'Code' | 'AccountID'): OptionsFunction {
  return async ({ http }, { search }) => {
    const { body } = await http.get('/Accounts', accounts, { query: { where, order: 'Code' } });
    const options = body.Accounts.flatMap((one) => {
      const value = one[by];
      return value ? [{ value, label: one.Name || value, detail: one.Code || undefined }] : [];
    });
    return { options: options.filter(has(search)), next: null };
  };
}

const active = 'Status=="ACTIVE"';

export const options: Record<string, OptionsFunction> = {
  contacts: contactOptions,
  accounts: accountOptions(active, 'Code'),
  revenueAccounts: accountOptions(`${active} AND Class=="REVENUE"`, 'Code'),
  expenseAccounts: accountOptions(`${active} AND Class=="EXPENSE"`, 'Code'),
  bankAccounts: accountOptions(`${active} AND Type=="BANK"`, 'AccountID'),
  items: async ({ http }, { search }) => {
    const { body } = await http.get('/Items', items, { query: { order: 'Code' } });
    const found = body.Items.map(({ Code, Name }) => ({ value: Code, label: Name || Code, detail: Code }));
    return { options: found.filter(has(search)), next: null };
  },
  taxRates: async ({ http }, { search }) => {
    const { body } = await http.get('/TaxRates', taxRates);
    const found = body.TaxRates.filter(({ Status }) => (Status ?? 'ACTIVE') === 'ACTIVE');
    const choices = found.map(({ TaxType, Name }) => ({ value: TaxType, label: Name || TaxType, detail: TaxType }));
    return { options: choices.filter(has(search)), next: null };
  },
};
