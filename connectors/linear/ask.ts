import { z } from 'zod';
import { AppCallError, type ConnectorHttp, graphql, type HttpRequest } from '../kit/index.ts';

export const path = '/graphql';

export const ask = <S extends z.ZodType>(
  http: ConnectorHttp,
  query: string,
  variables: Record<string, unknown>,
  schema: S,
  request?: Pick<HttpRequest, 'repeatable'>,
): Promise<z.output<S>> => graphql(http, path, query, variables, schema, request);

export const entity = z.looseObject({ id: z.string() });

/** Runs a mutation that gives back what it made or changed. */
export async function mutate(
  http: ConnectorHttp,
  { name, part, query }: { name: string; part: string; query: string },
  variables: Record<string, unknown>,
): Promise<z.output<typeof entity>> {
  const payload = z.looseObject({ success: z.boolean() });
  const answer = (await ask(http, query, variables, z.object({ [name]: payload })))[name];
  const made = entity.safeParse(answer?.[part]);
  if (answer?.success && made.success) return made.data;
  throw new AppCallError(`Linear did not do this: ${name} was not successful.`, {
    class: 'invalid',
    code: 'not_successful',
  });
}
