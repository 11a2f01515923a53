import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const answer = z.object({
  team: z.string(),
  team_id: z.string(),
  user: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional(),
});

/** A bot is the workspace's; a person is one of many in it. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { team, team_id, user, user_id, bot_id } = (await http.get('/auth.test', answer)).body;
  if (bot_id !== undefined) return { id: team_id, name: team };
  return { id: `${team_id}/${user_id}`, name: `${team} (${user})` };
}
