import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const person = z.object({ sub: z.string(), email: z.string().optional() });

/** Analytics has no call that says who asks. A service account is told like a person: https://developers.google.com/identity/openid-connect/openid-connect#obtaininguserprofileinformation */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { sub, email } = (await http.get('https://openidconnect.googleapis.com/v1/userinfo', person)).body;
  return { id: sub, name: email ?? sub };
}
