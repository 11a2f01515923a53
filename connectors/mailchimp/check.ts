import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const metadata = z.object({ dc: z.string().regex(/^[a-z]{2}\d{1,3}$/) });

/** Where the account lives. A key says it itself. */
export async function lookUp({ http, learnt }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  if (learnt.dc) return {};
  const { dc } = (await http.get('https://login.mailchimp.com/oauth2/metadata', metadata)).body;
  return { dc };
}

const account = z.object({ account_id: z.string(), account_name: z.string(), email: z.string().optional() });

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { account_id, account_name, email } = (
    await http.get('/', account, { query: { fields: 'account_id,account_name,email' } })
  ).body;
  return { id: account_id, name: email ? `${account_name} (${email})` : account_name };
}
