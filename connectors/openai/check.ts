import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** A key names nobody. The headers of an answer say whose it is. */
export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { headers } = await http.get('/models', models);
  const organization = headers.get('openai-organization') ?? learnt.organization ?? 'OpenAI';
  const project = headers.get('openai-project') ?? learnt.project;
  return {
    id: [organization, project].filter(Boolean).join('/'),
    name: project ? `${organization} (${project})` : organization,
  };
}
