import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

/** The address is the account: an API of which nothing is known names nobody. */
export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  await http.get(learnt.checkPath ?? '', z.unknown(), { answer: 'text' });
  const { origin = '' } = learnt;
  const { host, pathname } = new URL(origin);
  return { id: origin, name: `${host}${pathname.replace(/\/+$/, '')}` };
}
