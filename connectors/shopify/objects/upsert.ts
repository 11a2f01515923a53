import { z } from 'zod';
import { type ConnectorHttp, isAppCallError, type Upsert, type WriteItem, type WriteResult } from '../../kit/index.ts';
import { ask, refuse } from '../ask.ts';
import { gid, userErrors } from '../schemas.ts';

type WriteOne = (http: ConnectorHttp, item: WriteItem) => Promise<string>;

const refusals = new Set(['invalid', 'not_found', 'conflict']);

/** `…Set` finds by what identifies, or makes: doing it again changes nothing. What it did of the two, Shopify does not say. */
function writeOneByOne(writeOne: WriteOne): Upsert['write'] {
  return async ({ http }, items) => {
    const results: WriteResult[] = [];
    for (const item of items) {
      try {
        const key = await writeOne(http, item);
        results.push({ key, action: 'updated' });
      } catch (error) {
        if (!isAppCallError(error) || !refusals.has(error.details.class)) throw error;
        const { class: errorClass, code, appMessage, field } = error.details;
        results.push({ error: { class: errorClass, code, message: appMessage ?? error.message, field } });
      }
    }
    return results;
  };
}

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
  write: writeOneByOne(async (http, { key, data }) => {
    const email = text.parse(data.email);
    const identifier = key !== undefined ? { id: key } : email !== undefined ? { email } : undefined;
    const { customerSet: done } = await ask(http, customerSet, { identifier, input: data }, writtenCustomer);
    refuse(done.userErrors);
    return done.customer?.id ?? '';
  }),
};

export const upsertProducts: Upsert = {
  batch: 10,
  matchBy: ['handle'],
  example: [
    { data: { handle: 'brass-lamp', title: 'Brass lamp', vendor: 'Acme' } },
    { key: 'gid://shopify/Product/108828309', data: { title: 'Brass lamp, large' } },
  ],
  write: writeOneByOne(async (http, { key, data }) => {
    const handle = text.parse(data.handle);
    const identifier = key !== undefined ? { id: key } : handle !== undefined ? { handle } : undefined;
    const { productSet: done } = await ask(http, productSet, { identifier, input: data }, writtenProduct);
    refuse(done.userErrors);
    return done.product?.id ?? '';
  }),
};
