import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const account = z.object({
  id: z.string().min(1),
  email: z.string().nullish(),
  business_profile: z.object({ name: z.string().nullish() }).nullish(),
  settings: z.object({ dashboard: z.object({ display_name: z.string().nullish() }).nullish() }).nullish(),
});

/** Every key may read the account that it belongs to. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { id, email, business_profile, settings } = (await http.get('/v1/account', account)).body;
  const name = settings?.dashboard?.display_name || business_profile?.name || email || id;
  return { id, name };
}
