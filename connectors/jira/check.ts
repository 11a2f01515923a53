import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const myself = z.object({ accountId: z.string(), displayName: z.string() });

export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { accountId, displayName } = (await http.get('/rest/api/3/myself', myself)).body;
  const site = new URL(learnt.siteUrl ?? 'https://atlassian.net').host;
  return { id: `${site}/${accountId}`, name: `${site} (${displayName})` };
}
