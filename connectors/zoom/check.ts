import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { userPath } from './paths.ts';

const user = z.object({
  id: z.string(),
  account_id: z.string().optional(),
  email: z.string().optional(),
  display_name: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
});

const readUser = async (context: ConnectorContext<unknown>) => (await context.http.get(userPath(context), user)).body;

/** What events are told apart by. */
export async function lookUp(context: ConnectorContext<unknown>): Promise<Record<string, string>> {
  const { id, account_id } = await readUser(context);
  return { userId: id, ...(account_id && { zoomAccount: account_id }) };
}

export async function check(context: ConnectorContext<unknown>): Promise<Account> {
  const { id, email, display_name, first_name, last_name } = await readUser(context);
  const name = display_name || [first_name, last_name].filter(Boolean).join(' ') || email || id;
  return { id, name: email && email !== name ? `${name} (${email})` : name };
}
