import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const me = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { body } = await http.get('/me', me, { query: { $select: 'id,displayName,mail,userPrincipalName' } });
  const address = body.mail ?? body.userPrincipalName ?? body.id;
  return { id: body.id, name: body.displayName ? `${body.displayName} (${address})` : address };
}
