import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { cost } from './drive-call.ts';

const about = z.object({
  user: z.object({ permissionId: z.string(), emailAddress: z.string().optional(), displayName: z.string().optional() }),
});

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { permissionId, emailAddress, displayName } = (
    await http.get('/drive/v3/about', about, { query: { fields: 'user' }, cost: cost.other })
  ).body.user;
  return { id: permissionId, name: emailAddress ?? displayName ?? permissionId };
}
