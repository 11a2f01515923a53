import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({
  id: z.int(),
  contact: z.object({ name: z.string().nullish(), email: z.string().nullish() }),
});

/** Every agent may read themselves. The account is its address: Freshdesk shows its number to administrators only. */
export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { id, contact } = (await http.get('/api/v2/agents/me', me)).body;
  const domain = learnt.domain ?? '';
  return { id: domain, name: `${domain}.freshdesk.com (${contact.email ?? contact.name ?? `agent ${id}`})` };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
