import { z } from 'zod';
import type { Account, ConnectorContext, ConnectorHttp } from '../kit/index.ts';
import { cost, paths } from './gmail-call.ts';

const profile = z.object({ emailAddress: z.string(), historyId: z.string() });

export async function profileOf(http: ConnectorHttp): Promise<z.output<typeof profile>> {
  return (await http.get(paths.profile, profile, { cost: cost.profile })).body;
}

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { emailAddress } = await profileOf(http);
  return { id: emailAddress, name: emailAddress };
}

/** By the address a push message is known to be this connection's. */
export async function lookUp({ http }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  return { emailAddress: (await profileOf(http)).emailAddress };
}
