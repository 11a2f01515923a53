import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { serverPath } from './server.ts';

const server = z.object({ id: z.string(), name: z.string() });

export async function check(context: ConnectorContext<unknown>): Promise<Account> {
  const { id, name } = (await context.http.get(serverPath(context), server)).body;
  return { id, name };
}
