import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { ask } from '../ask.ts';
import { made, mutate } from './mutate.ts';

const customerId = z.string().startsWith('gid://shopify/Customer/').meta({ title: 'Customer', options: 'customers' });
const fields = z.object({
  email: z.email().optional().meta({ title: 'E-mail' }),
  firstName: z.string().optional().meta({ title: 'First name' }),
  lastName: z.string().optional().meta({ title: 'Last name' }),
  phone: z.string().optional().meta({ title: 'Phone', placeholder: '+4930123456' }),
  note: z.string().optional().meta({ title: 'Note' }),
  tags: z.array(z.string()).optional().meta({ title: 'Tags' }),
});
const part = 'customer { id displayName } userErrors { field message }';
const id = 'gid://shopify/Customer/544365967';

export const createCustomer = defineAction({
  title: 'Create a customer',
  input: fields,
  output: made,
  effect: 'writes',
  // A second one with the same e-mail or phone is refused.
  repeat: 'natural',
  scopes: ['write_customers'],
  example: { email: 'ada@acme.example', firstName: 'Ada', lastName: 'Moreno' },
  run: ({ http }, input) => {
    const query = `mutation ($input: CustomerInput!) { customerCreate(input: $input) { ${part} } }`;
    return mutate(http, { query, name: 'customerCreate', part: 'customer' }, { input }, made);
  },
});

export const updateCustomer = defineAction({
  title: 'Change a customer',
  description: 'What is left out stays as it is; tags given take the place of those that were there.',
  input: fields.extend({ customer: customerId }),
  output: made,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['write_customers'],
  example: { customer: id, note: 'Since 2019' },
  run: ({ http }, { customer, ...input }) => {
    const query = `mutation ($input: CustomerInput!) { customerUpdate(input: $input) { ${part} } }`;
    return mutate(
      http,
      { query, name: 'customerUpdate', part: 'customer' },
      { input: { id: customer, ...input } },
      made,
    );
  },
});

const found = z.object({
  customers: z.object({ nodes: z.array(z.looseObject({ id: z.string(), displayName: z.string() })) }),
});

export const findCustomers = defineAction({
  title: 'Find customers',
  description: "Shopify's own search words: email:ada@acme.example, phone:+49…, tag:vip, or a name.",
  input: z.object({ search: z.string().min(1).meta({ title: 'Search for' }) }),
  output: z.object({ customers: found.shape.customers.shape.nodes }),
  effect: 'reads',
  repeat: 'natural',
  scopes: ['read_customers'],
  example: { search: 'email:ada@acme.example' },
  run: async ({ http }, { search }) => {
    const query = `query ($search: String!) {
  customers(first: 50, query: $search) {
    nodes { id displayName defaultEmailAddress { emailAddress } tags numberOfOrders }
  }
}`;
    return { customers: (await ask(http, query, { search }, found)).customers.nodes };
  },
});
