import { z } from 'zod';
import { type Upsert, writeOneByOne } from '../../kit/index.ts';
import { ask, refuse } from '../ask.ts';
import { gid, userErrors } from '../schemas.ts';

// `…Set` finds by what identifies, or makes: doing it again changes nothing. What it did of the two, Shopify does not say.

const customerSet = `mutation ($identifier: CustomerSetIdentifiers, $input: CustomerSetInput!) {
  customerSet(identifier: $identifier, input: $input) { customer { id } userErrors { field message code } }
}`;
const writtenCustomer = z.object({ customerSet: z.object({ customer: z.object({ id: gid }).nullable(), userErrors }) });

const productSet = `mutation ($identifier: ProductSetIdentifiers, $input: ProductSetInput!) {
  productSet(identifier: $identifier, input: $input, synchronous: true) { product { id } userErrors { field message code } }
}`;
const writtenProduct = z.object({ productSet: z.object({ product: z.object({ id: gid }).nullable(), userErrors }) });

const text = z.string().optional();

export const upsertCustomers: Upsert = {
  batch: 20,
  matchBy: ['email'],
  example: [
    { data: { email: 'ada@acme.example', firstName: 'Ada', lastName: 'Moreno' } },
    { key: 'gid://shopify/Customer/544365967', data: { note: 'Since 2019' } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const email = text.parse(data.email);
      const identifier = key !== undefined ? { id: key } : email !== undefined ? { email } : undefined;
      const { customerSet: done } = await ask(http, customerSet, { identifier, input: data }, writtenCustomer);
      refuse(done.userErrors);
      return { key: done.customer?.id ?? '', action: 'updated' };
    }),
};

export const upsertProducts: Upsert = {
  batch: 10,
  matchBy: ['handle'],
  example: [
    { data: { handle: 'brass-lamp', title: 'Brass lamp', vendor: 'Acme' } },
    { key: 'gid://shopify/Product/108828309', data: { title: 'Brass lamp, large' } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const handle = text.parse(data.handle);
      const identifier = key !== undefined ? { id: key } : handle !== undefined ? { handle } : undefined;
      const { productSet: done } = await ask(http, productSet, { identifier, input: data }, writtenProduct);
      refuse(done.userErrors);
      return { key: done.product?.id ?? '', action: 'updated' };
    }),
};
