import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const information = z.object({ displayName: z.string().optional(), legalName: z.string().optional() });

export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { displayName, legalName } = (await http.get('/api/v1/company_information', information)).body;
  const company = learnt.company ?? '';
  return { id: company, name: displayName || legalName || company };
}
