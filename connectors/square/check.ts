import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const answer = z.object({
  merchant: z.object({ id: z.string(), business_name: z.string().nullish(), country: z.string().nullish() }),
});

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { merchant } = (await http.get('/v2/merchants/me', answer)).body;
  return { id: merchant.id, name: merchant.business_name || merchant.id };
}
