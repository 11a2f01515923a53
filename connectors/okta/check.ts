import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

/** Everybody may read this. */
const organization = z.object({
  id: z.string().min(1),
  _links: z.object({ organization: z.object({ href: z.url() }) }),
});
const me = z.object({ profile: z.looseObject({ login: z.string() }) });

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { profile } = (await http.get('/api/v1/users/me', me)).body;
  const { id, _links } = (await http.get('/.well-known/okta-organization', organization)).body;
  return { id, name: `${new URL(_links.organization.href).host} (${profile.login})` };
}
