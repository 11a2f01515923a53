import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const me = z.looseObject({ id: z.string().min(1), name: z.string().nullish(), login: z.string().nullish() });

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { id, name, login } = (await http.get('/users/me', me, { query: { fields: 'id,name,login' } })).body;
  return { id, name: name && login ? `${name} (${login})` : name || login || id };
}
