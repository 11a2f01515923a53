import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { ask } from './ask.ts';

const answer = z.object({ shop: z.object({ id: z.string(), name: z.string(), myshopifyDomain: z.string() }) });

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { shop } = await ask(http, '{ shop { id name myshopifyDomain } }', {}, answer);
  return { id: shop.id, name: `${shop.name} (${shop.myshopifyDomain})` };
}
