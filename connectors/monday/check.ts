import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';
import { ask } from './ask.ts';

const answer = z.object({
  me: z.object({ id: z.string(), name: z.string(), account: z.object({ id: z.string(), name: z.string() }) }),
});

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { me } = await ask(http, '{ me { id name account { id name } } }', {}, answer);
  return { id: `${me.account.id}/${me.id}`, name: `${me.account.name} (${me.name})` };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
