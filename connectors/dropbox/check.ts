import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { ask } from './rpc.ts';

const account = z.looseObject({
  account_id: z.string().min(1),
  name: z.looseObject({ display_name: z.string() }),
  email: z.string().optional(),
  team: z.looseObject({ name: z.string() }).nullish(),
  root_info: z.looseObject({ root_namespace_id: z.string(), home_namespace_id: z.string() }).optional(),
});

const whoAmI = ({ http }: ConnectorContext<unknown>) => ask(http, 'users/get_current_account', account, null);

/** A team's shared space stands above the member's own folder, and is seen only by who says so with each call. */
export async function lookUp(context: ConnectorContext<unknown>): Promise<Record<string, string>> {
  const { root_info: root } = await whoAmI(context);
  if (root === undefined || root.root_namespace_id === root.home_namespace_id) return {};
  return { pathRoot: JSON.stringify({ '.tag': 'root', root: root.root_namespace_id }) };
}

export async function check(context: ConnectorContext<unknown>): Promise<Account> {
  const { account_id, name, email, team } = await whoAmI(context);
  const person = team ? `${name.display_name}, ${team.name}` : name.display_name;
  return { id: account_id, name: email ? `${person} (${email})` : person };
}
