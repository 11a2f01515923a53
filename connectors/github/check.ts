import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const user = z.object({ id: z.int(), login: z.string(), name: z.string().nullish() });
const installed = z.object({
  total_count: z.int(),
  repositories: z.array(z.object({ owner: z.object({ id: z.int(), login: z.string() }) })),
});

/** A person is known by number, because a login can be renamed. An app's installation is nobody: it is known by whose repositories it sees. */
export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  if (learnt.installationId === undefined) {
    const { id, login, name } = (await http.get('/user', user)).body;
    return { id: String(id), name: name ? `${name} (${login})` : login };
  }
  const { body } = await http.get('/installation/repositories', installed, { query: { per_page: 1 } });
  const owner = body.repositories[0]?.owner;
  return {
    id: `installation-${learnt.installationId}`,
    name: owner?.login ?? `Installation ${learnt.installationId}`,
    ...(body.total_count === 0 && {
      notice: 'This installation sees no repository yet. Choose some in its settings at GitHub.',
    }),
  };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
