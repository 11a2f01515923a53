import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { customer } from '../objects/rows.ts';
import { customerId, metadata } from './fields.ts';
import { send } from './send.ts';

const person = z.object({
  name: z.string().optional().meta({ title: 'Name' }),
  email: z.email().optional().meta({ title: 'E-mail' }),
  phone: z.string().optional().meta({ title: 'Phone' }),
  description: z.string().optional().meta({ title: 'Description' }),
  metadata,
});

export const createCustomer = defineAction({
  title: 'Create a customer',
  description: 'Stripe makes a second one where the e-mail is known already; to avoid that, look for it first.',
  input: person,
  output: customer,
  effect: 'writes',
  repeat: 'key',
  example: { name: 'Ada Moreno', email: 'ada@acme.example', metadata: { crm_id: '42' } },
  run: ({ http }, form, { idempotencyKey }) => send(http, 'customers', customer, { form, idempotencyKey }),
});

export const updateCustomer = defineAction({
  title: 'Change a customer',
  input: person.extend({ customer: customerId }),
  output: customer,
  effect: 'writes',
  repeat: 'key',
  example: { customer: 'cus_NffrFeUfNV2Hib', description: 'Since 2019' },
  run: ({ http }, { customer: id, ...form }, { idempotencyKey }) =>
    send(http, `customers/${encodeURIComponent(id)}`, customer, { form, idempotencyKey }),
});

const foundCustomers = z.object({ data: z.array(customer) });

export const findCustomers = defineAction({
  title: 'Find customers by e-mail',
  input: z.object({ email: z.email().meta({ title: 'E-mail' }) }),
  output: z.object({ customers: z.array(customer) }),
  effect: 'reads',
  repeat: 'natural',
  example: { email: 'ada@acme.example' },
  run: async ({ http }, { email }) => {
    const { body } = await http.get('/v1/customers', foundCustomers, { query: { email, limit: 100 } });
    return { customers: body.data };
  },
});
