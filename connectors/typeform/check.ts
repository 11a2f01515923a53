import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({ user_id: z.string(), alias: z.string().nullish(), email: z.string().nullish() });

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { user_id, alias, email } = (await http.get('/me', me)).body;
  const name = alias || email || user_id;
  return { id: user_id, name: email && email !== name ? `${name} (${email})` : name };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
