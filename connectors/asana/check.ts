import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({ data: z.object({ gid: z.string(), name: z.string(), email: z.string().nullish() }) });

/** A person may be in many workspaces with one access: the account is the person. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { gid, name, email } = (await http.get('/users/me', me, { query: { opt_fields: 'name,email' } })).body.data;
  return { id: gid, name: email ? `${name} (${email})` : name };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
