import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { ask } from './ask.ts';

const answer = z.object({
  viewer: z.object({ id: z.string(), name: z.string() }),
  organization: z.object({ id: z.string(), name: z.string() }),
});

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { viewer, organization } = await ask(http, '{ viewer { id name } organization { id name } }', {}, answer);
  return { id: `${organization.id}/${viewer.id}`, name: `${organization.name} (${viewer.name})` };
}
