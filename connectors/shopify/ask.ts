import type { z } from 'zod';
import { AppCallError, type ConnectorHttp, graphql } from '../kit/index.ts';

export const version = '2026-07';
export const path = `/admin/api/${version}/graphql.json`;

/** Asks the Admin API. What it can't do comes under 200 as errors, which are thrown. */
export const ask = <S extends z.ZodType>(
  http: ConnectorHttp,
  query: string,
  variables: Record<string, unknown>,
  schema: S,
): Promise<z.output<S>> => graphql(http, path, query, variables, schema);

export interface UserError {
  field?: string[] | null | undefined;
  message: string;
  code?: string | null | undefined;
}

/** What the shop refuses in a mutation stands beside the answer, as errors of the user. */
export function refuse(errors: readonly UserError[]): void {
  const [first] = errors;
  if (first === undefined) return;
  const isGone = first.code === 'NOT_FOUND' || /does not exist|not found/i.test(first.message);
  throw new AppCallError(`Shopify did not accept this. It said: ${first.message}`, {
    class: isGone ? 'not_found' : first.code === 'TAKEN' ? 'conflict' : 'invalid',
    ...(first.code && { code: first.code }),
    appMessage: first.message,
    // The first step is the name of the mutation's own argument.
    field: first.field?.slice(first.field[0] === 'input' ? 1 : 0).join('.') || undefined,
  });
}
