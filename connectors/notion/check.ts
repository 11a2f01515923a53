import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const me = z.object({
  id: z.string(),
  name: z.string().nullish(),
  bot: z.looseObject({ workspace_name: z.string().nullish() }).optional(),
});

export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { id, name, bot } = (await http.get('/v1/users/me', me)).body;
  const workspace = bot?.workspace_name ?? learnt.workspaceName;
  // Signed in again, the bot is the same one; another workspace has another.
  return { id, name: workspace ?? name ?? 'Notion' };
}
