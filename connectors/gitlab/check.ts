import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const user = z.object({ id: z.int(), username: z.string(), name: z.string().nullish(), web_url: z.string() });

/** Numbers are each server's own. The token of a project or group is a bot of that name. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { id, username, name, web_url } = (await http.get('/user', user)).body;
  const server = URL.parse(web_url)?.host ?? 'gitlab.com';
  const who = name ? `${name} (${username})` : username;
  return { id: `${server}/${id}`, name: server === 'gitlab.com' ? who : `${who}, ${server}` };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
