import { z } from 'zod';
import { AppCallError, type ConnectorHttp, graphql, type HttpRequest } from '../kit/index.ts';

export const path = '/v2';

/** monday counts complexity: five million points a minute. Items with their columns weigh about six times as much as what else is asked. */
export const heavy = 6;

export const ask = <S extends z.ZodType>(
  http: ConnectorHttp,
  query: string,
  variables: Record<string, unknown>,
  schema: S,
  request?: Pick<HttpRequest, 'repeatable' | 'cost'>,
): Promise<z.output<S>> => graphql(http, path, query, variables, schema, request);

export const entity = z.looseObject({ id: z.string() });

/** Runs a mutation that gives back what it made or changed. */
export async function mutate(
  http: ConnectorHttp,
  { name, query }: { name: string; query: string },
  variables: Record<string, unknown>,
  request?: Pick<HttpRequest, 'repeatable'>,
): Promise<z.output<typeof entity>> {
  const answer = await ask(http, query, variables, z.object({ [name]: entity.nullable() }), request);
  const made = answer[name];
  if (made) return made;
  throw new AppCallError(`monday.com did not do this: ${name} gave nothing back.`, {
    class: 'invalid',
    code: 'not_done',
  });
}
