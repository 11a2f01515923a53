import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const models = z.object({ models: z.array(z.object({ name: z.string() })).default([]) });

/** A key names nobody, and no call says whose it is: every key is the same account to us. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  await http.get('/models', models, { query: { pageSize: 1 } });
  return { id: 'gemini', name: 'Google Gemini' };
}
