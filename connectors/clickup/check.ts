import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({
  user: z.object({ id: z.number(), username: z.string().nullish(), email: z.string().nullish() }),
});

/** One access reaches all workspaces that the person has chosen: the account is the person. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { id, username, email } = (await http.get('/user', me)).body.user;
  return { id: String(id), name: username && email ? `${username} (${email})` : (username ?? email ?? String(id)) };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
