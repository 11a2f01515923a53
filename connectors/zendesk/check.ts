import { z } from 'zod';
import { type Account, AppCallError, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({
  user: z.object({ id: z.number().nullable(), name: z.string(), email: z.string().nullish(), role: z.string() }),
});

/** The account is its address: every user of it sees the same. */
export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { user } = (await http.get('/api/v2/users/me.json', me)).body;
  // Zendesk greets a stranger with a good answer.
  if (user.id === null)
    throw new AppCallError('Zendesk does not know who this is. Connect again.', { class: 'auth', code: 'anonymous' });
  const subdomain = learnt.subdomain ?? '';
  return {
    id: subdomain,
    name: `${subdomain}.zendesk.com (${user.email ?? user.name})`,
    ...(user.role !== 'admin' && {
      notice: 'Tickets, comments and people can be brought by administrators only, and this user is none.',
    }),
  };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
