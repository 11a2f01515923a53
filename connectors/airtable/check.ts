import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const me = z.object({ id: z.string(), email: z.string().optional() });

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { id, email } = (await http.get('/v0/meta/whoami', me)).body;
  return { id, name: email ?? id };
}
