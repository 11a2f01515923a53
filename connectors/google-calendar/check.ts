import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const primary = z.object({ id: z.string(), summary: z.string().optional() });

/** The primary calendar's id is the account's address; its name may be changed. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { id, summary } = (await http.get('/users/me/calendarList/primary', primary)).body;
  return { id, name: summary !== undefined && summary !== id ? `${summary} (${id})` : id };
}
