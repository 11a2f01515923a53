import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { customer } from '../objects/rows.ts';
import { given, onceKey } from '../once.ts';
import { customerId, further, text } from './fields.ts';

const person = {
  email: z
    .string()
    .trim()
    .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
    .optional()
    .meta({ title: 'Email' }),
  firstName: text(300).meta({ title: 'First name' }),
  lastName: text(300).meta({ title: 'Last name' }),
  company: text(500).meta({ title: 'Company' }),
  phone: text(20).meta({ title: 'Phone' }),
  reference: text(100).meta({ title: 'Reference', description: 'An ID of yours.' }),
  note: z.string().optional().meta({ title: 'Note' }),
  fields: further,
};
type Person = z.output<z.ZodObject<typeof person>>;

const bodyOf = (input: Person) =>
  given({
    email_address: input.email,
    given_name: input.firstName,
    family_name: input.lastName,
    company_name: input.company,
    phone_number: input.phone,
    reference_id: input.reference,
    note: input.note,
    ...input.fields,
  });
const answer = z.object({ customer });
const write = ['CUSTOMERS_WRITE'];
const example = 'JDKYHBWT1D4F8MFH63DBMEN8Y4';
const at = (id: string) => `/v2/customers/${encodeURIComponent(id)}`;

export const createCustomer = defineAction({
  title: 'Create a customer',
  description: 'With a name, company, email or phone at least.',
  input: z
    .object(person)
    .refine(({ email, firstName, lastName, company, phone }) => email ?? firstName ?? lastName ?? company ?? phone, {
      message: 'Give a name, company, email or phone.',
      path: ['email'],
    }),
  output: customer,
  effect: 'writes',
  repeat: 'key',
  scopes: write,
  run: async ({ http }, input, { idempotencyKey }) => {
    const json = { idempotency_key: onceKey(idempotencyKey), ...bodyOf(input) };
    return (await http.post('/v2/customers', answer, { json, repeatable: true })).body.customer;
  },
  example: { email: 'mara@globex.example', firstName: 'Mara', lastName: 'Lindqvist', reference: 'crm-42' },
});

export const updateCustomer = defineAction({
  title: 'Update a customer',
  description: 'What is left out stays as it is.',
  input: z.object({ id: customerId, ...person }),
  output: customer,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  run: async ({ http }, { id, ...input }) =>
    (await http.put(at(id), answer, { json: bodyOf(input), repeatable: true })).body.customer,
  example: { id: example, phone: '+46812345678' },
});

export const deleteCustomer = defineAction({
  title: 'Delete a customer',
  description: 'It can’t be undone.',
  input: z.object({ id: customerId }),
  output: z.object({ id: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: write,
  run: async ({ http }, { id }) => {
    await http.delete(at(id), z.unknown());
    return { id };
  },
  example: { id: example },
});

const found = z.object({ customers: z.array(customer).nullish() });

export const findCustomers = defineAction({
  title: 'Find customers',
  description: 'By what they are exactly. Up to 100; one that was made a minute ago may be missing.',
  input: z
    .object({ email: person.email, phone: person.phone, reference: person.reference })
    .refine(({ email, phone, reference }) => email ?? phone ?? reference, {
      message: 'Say what to search for.',
      path: ['email'],
    }),
  output: z.object({ customers: z.array(customer) }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, { email, phone, reference }) => {
    const exactly = (value: string | undefined) => (value === undefined ? undefined : { exact: value });
    const filter = given({
      email_address: exactly(email),
      phone_number: exactly(phone),
      reference_id: exactly(reference),
    });
    const json = { limit: 100, query: { filter } };
    return {
      customers: (await http.post('/v2/customers/search', found, { json, repeatable: true })).body.customers ?? [],
    };
  },
  example: { email: 'mara@globex.example' },
});

const attribute = z.looseObject({ key: z.string(), value: z.unknown(), version: z.number().optional() });

export const setCustomerAttribute = defineAction({
  title: 'Set a custom attribute of a customer',
  input: z.object({
    id: customerId,
    key: z.string().min(1).max(60).meta({ title: 'Attribute', options: 'customAttributes' }),
    value: z
      .union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.record(z.string(), z.unknown())])
      .meta({ title: 'Value' }),
  }),
  output: attribute,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  run: async ({ http }, { id, key, value }, { idempotencyKey }) => {
    // Square takes its numbers as text.
    const custom = { value: typeof value === 'number' ? String(value) : value };
    const json = { idempotency_key: onceKey(idempotencyKey), custom_attribute: custom };
    const path = `${at(id)}/custom-attributes/${encodeURIComponent(key)}`;
    const { body } = await http.post(path, z.object({ custom_attribute: attribute }), { json, repeatable: true });
    return body.custom_attribute;
  },
  example: { id: example, key: 'favourite-lamp', value: 'Brass' },
});
