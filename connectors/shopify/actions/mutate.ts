import { z } from 'zod';
import { AppCallError, type ConnectorHttp } from '../../kit/index.ts';
import { ask, refuse } from '../ask.ts';
import { gid, userErrors } from '../schemas.ts';

export const made = z.looseObject({ id: gid });

/** Runs a mutation whose one payload holds `part`, and gives that. What the shop refuses is thrown. */
export async function mutate<S extends z.ZodType>(
  http: ConnectorHttp,
  mutation: { query: string; name: string; part: string },
  variables: Record<string, unknown>,
  schema: S,
): Promise<z.output<S>> {
  const payload = z.looseObject({ userErrors });
  const answer = await ask(http, mutation.query, variables, z.object({ [mutation.name]: payload }));
  const result = answer[mutation.name];
  refuse(result?.userErrors ?? []);
  const part = schema.safeParse(result?.[mutation.part]);
  if (part.success) return part.data;
  throw new AppCallError(`Shopify answered ${mutation.name} without ${mutation.part}.`, {
    class: 'protocol',
    code: 'unexpected_answer',
    field: mutation.part,
  });
}
