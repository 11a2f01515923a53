import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({
  id: z.string().min(1),
  email: z.string().nullish(),
  name: z.string().nullish(),
  app: z.object({ id_code: z.string().min(1), name: z.string().nullish() }),
});

/** Hooks name the workspace by this code; the admin is who replies and closes where nobody else is named. */
export async function lookUp({ http }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  const { id, app } = (await http.get('/me', me)).body;
  return { workspaceId: app.id_code, adminId: id };
}

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { app, email, name } = (await http.get('/me', me)).body;
  return { id: app.id_code, name: `${app.name || app.id_code} (${email ?? name ?? 'Intercom'})` };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
