import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({ id: z.string(), username: z.string(), fullName: z.string().nullish() });

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { body } = await http.get('/members/me', me, { query: { fields: 'username,fullName' } });
  return { id: body.id, name: body.fullName ? `${body.fullName} (@${body.username})` : `@${body.username}` };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
