import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** A key names nobody; the organisation stands in the headers of each answer. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { headers } = await http.get('/v1/models', models, { query: { limit: 1 } });
  const organization = headers.get('anthropic-organization-id');
  return {
    id: organization ?? 'anthropic',
    name: organization ? `Organisation ${organization.slice(0, 8)}` : 'Anthropic',
  };
}
