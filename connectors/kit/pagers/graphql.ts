import { z } from 'zod';
import type { ErrorClass } from '../app-call-error.ts';
import type { TranslatedError } from '../connector.ts';
import type { ConnectorHttp, HttpRequest } from '../http.ts';

const classByCode: Record<string, ErrorClass> = {
  THROTTLED: 'rate_limited',
  RATELIMITED: 'rate_limited',
  RATELIMIT: 'rate_limited',
  RATELIMITEXCEEDED: 'rate_limited',
  TOOMANYREQUESTS: 'rate_limited',
  COMPLEXITYEXCEPTION: 'rate_limited',
  ACCESSDENIED: 'permission',
  FORBIDDEN: 'permission',
  PERMISSIONDENIED: 'permission',
  UNAUTHORIZED: 'permission',
  INSUFFICIENTSCOPES: 'permission',
  USERUNAUTHORIZEDEXCEPTION: 'permission',
  UNAUTHENTICATED: 'auth',
  AUTHENTICATIONERROR: 'auth',
  NOTFOUND: 'not_found',
  CONFLICT: 'conflict',
  INTERNALSERVERERROR: 'app_down',
  INTERNALERROR: 'app_down',
  SERVICEUNAVAILABLE: 'app_down',
  SHOPINACTIVE: 'permission',
  TIMEOUT: 'timeout',
};

const text = z.string().optional().catch(undefined);
const error = z.object({
  message: text,
  type: text,
  path: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  extensions: z
    .object({
      code: text,
      type: text,
      retryAfter: z.number().optional().catch(undefined),
      retry_in_seconds: z.number().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
const refusal = z.object({ errors: z.array(error).min(1) });

/** The errors of a GraphQL answer, which come under 200 and beside data that is then not whole. */
export function graphqlErrors({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = refusal.safeParse(body);
  const [first] = parsed.success ? parsed.data.errors : [];
  if (first === undefined || (status >= 400 && status !== 400)) return undefined;
  const { extensions: { code, type, retryAfter, retry_in_seconds: wait } = {}, message, path } = first;
  const named = [code, first.type, type].find((name) => name !== undefined && classOf(name) !== undefined);
  const seconds = retryAfter ?? wait;
  return {
    class: (named === undefined ? undefined : classOf(named)) ?? 'invalid',
    ...((code ?? first.type ?? type) !== undefined && { code: code ?? first.type ?? type }),
    ...(message !== undefined && { message: message.slice(0, 500) }),
    ...(path !== undefined && path.length > 0 && { field: path.join('.') }),
    ...(seconds !== undefined && seconds >= 0 && { retryAfterMs: seconds * 1_000 }),
  };
}

const classOf = (code: string): ErrorClass | undefined => {
  const name = code.toUpperCase().replace(/[^A-Z]/g, '');
  return Object.hasOwn(classByCode, name) ? classByCode[name] : undefined;
};

/** Asks a GraphQL API and parses its `data`. Its errors are thrown as an `AppCallError`, those of a good status too; a query is repeated like a GET, a mutation never. */
export async function graphql<S extends z.ZodType>(
  http: ConnectorHttp,
  path: string,
  query: string,
  variables: Record<string, unknown>,
  schema: S,
  request: Omit<HttpRequest, 'json'> = {},
): Promise<z.output<S>> {
  // The compiler can't see through an object type that is made of a type parameter.
  const answer = z.object({ data: schema }) as unknown as z.ZodType<{ data: z.output<S> }>;
  const { body } = await http.post(path, answer, {
    errors: graphqlErrors,
    repeatable: !/\bmutation\b/.test(query),
    ...request,
    json: { query, variables },
  });
  return body.data;
}
