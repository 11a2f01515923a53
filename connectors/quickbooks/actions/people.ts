import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { readToken, save } from '../objects/write.ts';
import { query, quoted } from '../query.ts';
import { email, further, given, id, optionalText, saved } from './fields.ts';

const person = {
  email: email.optional(),
  phone: optionalText.meta({ title: 'Phone' }),
  firstName: optionalText.meta({ title: 'First name' }),
  lastName: optionalText.meta({ title: 'Last name' }),
  company: optionalText.meta({ title: 'Company name' }),
  fields: further,
};
const displayName = z.string().min(1).max(500).meta({
  title: 'Display name',
  description: 'No other customer, vendor or employee may have it.',
});

type Person = { [Key in keyof typeof person]?: z.output<(typeof person)[Key]> } & { displayName?: string };

const bodyOf = ({ displayName: name, email: address, phone, firstName, lastName, company, fields }: Person) =>
  given({
    DisplayName: name,
    PrimaryEmailAddr: address && { Address: address },
    PrimaryPhone: phone && { FreeFormNumber: phone },
    GivenName: firstName,
    FamilyName: lastName,
    CompanyName: company,
    ...fields,
  });

export const createCustomer = defineAction({
  title: 'Create a customer',
  input: z.object({ displayName, ...person }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, input, { idempotencyKey: key }) => save(context, 'Customer', bodyOf(input), { key }),
  example: { displayName: 'Globex', email: 'mara@globex.example', company: 'Globex' },
});

export const updateCustomer = defineAction({
  title: 'Update a customer',
  description: 'What is left out stays as it is.',
  input: z.object({
    id: id.meta({ title: 'Customer', options: 'customers' }),
    displayName: displayName.optional(),
    ...person,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: async (context, { id: key, ...input }, { idempotencyKey }) => {
    const current = await readToken(context, 'Customer', key);
    return save(context, 'Customer', { ...bodyOf(input), ...current, sparse: true }, { key: idempotencyKey });
  },
  example: { id: '58', phone: '+46 8 123 456' },
});

export const findCustomer = defineAction({
  title: 'Find a customer',
  description:
    'By display name or email. Where several have the address, the first. Nothing is found: the customer is null.',
  input: z
    .object({ displayName: optionalText.meta({ title: 'Display name' }), email: email.optional() })
    .refine((input) => input.displayName !== undefined || input.email !== undefined, {
      path: ['displayName'],
      message: 'Give a name or an address.',
    }),
  output: z.object({ customer: saved.nullable() }),
  effect: 'reads',
  repeat: 'natural',
  run: async (context, input) => {
    const terms = [
      ...(input.displayName === undefined ? [] : [`DisplayName = ${quoted(input.displayName)}`]),
      ...(input.email === undefined ? [] : [`PrimaryEmailAddr = ${quoted(input.email)}`]),
    ];
    const { rows } = await query(context, 'Customer', `SELECT * FROM Customer WHERE ${terms.join(' AND ')}`);
    return { customer: saved.optional().parse(rows[0]) ?? null };
  },
  example: { email: 'mara@globex.example' },
});

export const createVendor = defineAction({
  title: 'Create a vendor',
  input: z.object({ displayName, ...person }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, input, { idempotencyKey: key }) => save(context, 'Vendor', bodyOf(input), { key }),
  example: { displayName: 'Initech', email: 'tom@initech.example' },
});

export const createItem = defineAction({
  title: 'Create a product or service',
  input: z.object({
    name: z.string().min(1).max(100).meta({ title: 'Name' }),
    type: z.enum(['Service', 'NonInventory']).default('Service').meta({ title: 'Kind' }),
    incomeAccount: id.meta({ title: 'Income account', options: 'incomeAccounts' }),
    unitPrice: z.number().optional().meta({ title: 'Price' }),
    sku: optionalText.meta({ title: 'SKU' }),
    description: optionalText.meta({ title: 'Description' }),
    fields: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, { name, type, incomeAccount, unitPrice, sku, description, fields }, { idempotencyKey: key }) => {
    const body = {
      Name: name,
      Type: type,
      IncomeAccountRef: { value: incomeAccount },
      UnitPrice: unitPrice,
      Sku: sku,
      Description: description,
      ...fields,
    };
    return save(context, 'Item', given(body), { key });
  },
  example: { name: 'Lamp', type: 'NonInventory', incomeAccount: '79', unitPrice: 19.99 },
});
