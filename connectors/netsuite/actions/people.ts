import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { update } from '../record.ts';
import { quoted, suiteql } from '../suiteql.ts';
import { customer, externalId, fields, given, optionalText, reference, saved, subsidiary } from './fields.ts';
import { save } from './save.ts';

const email = z
  .string()
  .trim()
  .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
  .optional()
  .meta({ title: 'Email' });
const phone = optionalText.meta({ title: 'Phone' });
const companyName = z.string().min(1).max(83).meta({ title: 'Company name' });

export const createCustomer = defineAction({
  title: 'Create a customer',
  input: z.object({ companyName, email, phone, subsidiary, externalId, fields }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { externalId: external, fields: further, subsidiary: of, ...input }) =>
    save(context, 'customer', { isPerson: false, ...input, subsidiary: reference(of), ...further }, external),
  example: { companyName: 'Globex', email: 'mara@globex.example', subsidiary: '1', externalId: 'CRM-42' },
});

export const updateCustomer = defineAction({
  title: 'Update a customer',
  description: 'What is left out stays as it is.',
  input: z.object({ id: customer, companyName: companyName.optional(), email, phone, fields }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, { id, fields: further, ...input }) => update(context, 'customer', id, given({ ...input, ...further })),
  example: { id: '107', phone: '+46 8 123 456' },
});

const found = z.looseObject({ id: z.union([z.string(), z.number()]) });

export const findCustomer = defineAction({
  title: 'Find a customer by email',
  description: 'Where several have the address, the oldest. Nothing is found: the customer is null.',
  input: z.object({ email: z.string().trim().min(3).meta({ title: 'Email' }) }),
  output: z.object({ customer: found.nullable() }),
  effect: 'reads',
  repeat: 'natural',
  run: async (context, input) => {
    const q = `SELECT * FROM customer WHERE LOWER(email) = LOWER(${quoted(input.email)}) ORDER BY id`;
    const { rows } = await suiteql(context, q, { limit: 1 });
    return { customer: found.optional().parse(rows[0]) ?? null };
  },
  example: { email: 'mara@globex.example' },
});

export const createContact = defineAction({
  title: 'Create a contact',
  input: z.object({
    firstName: z.string().min(1).max(32).meta({ title: 'First name' }),
    lastName: z.string().min(1).max(32).meta({ title: 'Last name' }),
    email,
    phone,
    company: customer.optional(),
    subsidiary,
    externalId,
    fields,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { externalId: external, fields: further, company, subsidiary: of, ...input }) => {
    const record = { ...input, company: reference(company), subsidiary: reference(of), ...further };
    return save(context, 'contact', record, external);
  },
  example: { firstName: 'Mara', lastName: 'Lindqvist', company: '107', subsidiary: '1', externalId: 'CRM-43' },
});

export const createVendor = defineAction({
  title: 'Create a vendor',
  input: z.object({ companyName, email, phone, subsidiary, externalId, fields }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { externalId: external, fields: further, subsidiary: of, ...input }) =>
    save(context, 'vendor', { isPerson: false, ...input, subsidiary: reference(of), ...further }, external),
  example: { companyName: 'Initech', subsidiary: '1', externalId: 'V-1' },
});
