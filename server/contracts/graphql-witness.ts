import {
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
} from 'graphql';
import { z } from 'zod';
import { mockGraphql } from './mock-graphql.ts';
import type { JudgedRequest, Verdict } from './verdict.ts';
import type { Witness } from './witness.ts';

const bodySchema = z.strictObject({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});
type Body = z.output<typeof bodySchema>;

interface Given {
  name: string;
  url: string;
  schema: string;
  /** Ids as the app writes them. */
  keys: string[];
}

/** A GraphQL schema: the document is validated, and the variables are held against their types. */
export function graphqlWitness({ name, url, schema: text, keys }: Given): Witness {
  const schema = buildSchema(text, { assumeValidSDL: true });
  return {
    name,
    url,
    hear(request) {
      const read = readBody(request);
      if ('refusal' in read)
        return {
          verdict: read.refusal,
          answer: { status: 400, contentType: undefined, body: undefined, from: 'nothing' },
        };
      const { document, operation, problems } = examine(schema, read.body);
      if (document === undefined || problems.length > 0)
        return {
          verdict: refused(operation, problems),
          answer: { status: 400, contentType: undefined, body: undefined, from: 'nothing' },
        };
      const body = mockGraphql({
        schema,
        document,
        variables: read.body.variables ?? {},
        operationName: read.body.operationName ?? undefined,
        keys,
      });
      return {
        verdict: { ok: true, operation },
        answer: { status: 200, contentType: 'application/json', body, from: 'generated' },
      };
    },
    exampleOf: () => undefined,
  };
}

const refused = (operation: string | undefined, reasons: string[]): Verdict => ({
  ok: false,
  refused: 'request',
  operation,
  reasons,
});

function readBody(request: JudgedRequest): { body: Body } | { refusal: Verdict } {
  const refuse = (refusedAs: 'path' | 'method' | 'content-type' | 'request', reason: string) => ({
    refusal: { ok: false as const, refused: refusedAs, operation: undefined, reasons: [reason] },
  });
  if (request.path !== '/') return refuse('path', `GraphQL has one address, and not ${request.path} below it`);
  if (request.method !== 'POST') return refuse('method', `GraphQL takes POST and no ${request.method}`);
  if (!/^application\/(json|graphql\+json)\b/.test(request.headers['content-type'] ?? ''))
    return refuse(
      'content-type',
      `GraphQL takes application/json and no ${request.headers['content-type'] ?? 'body without a type'}`,
    );
  const parsed = bodySchema.safeParse(json(request.body));
  if (parsed.success) return { body: parsed.data };
  return refuse('request', `the body is no GraphQL request: ${parsed.error.issues[0]?.message}`);
}

function json(body: string | Uint8Array | undefined): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : Buffer.from(body ?? '').toString());
  } catch {
    return undefined;
  }
}

interface Examined {
  document: DocumentNode | undefined;
  operation: string;
  problems: string[];
}

function examine(schema: GraphQLSchema, { query, variables, operationName }: Body): Examined {
  try {
    const document = parse(query);
    const operation = getOperationAST(document, operationName);
    const first = operation?.selectionSet.selections[0];
    const field = first?.kind === 'Field' ? first.name.value : 'query';
    const named = `${operation?.operation ?? 'query'} ${field}`;
    const problems = validate(schema, document).map(({ message }) => message);
    if (operation === undefined || operation === null)
      return { document, operation: named, problems: [...problems, 'no such operation'] };
    if (problems.length > 0) return { document, operation: named, problems: problems.slice(0, 6) };
    const definitions = operation.variableDefinitions ?? [];
    const known = new Set(definitions.map(({ variable }) => variable.name.value));
    const strange = Object.keys(variables ?? {}).filter((name) => !known.has(name));
    const values = getVariableValues(schema, definitions, variables ?? {});
    const wrong = (values.errors ?? []).map(({ message }) => message);
    return {
      document,
      operation: named,
      problems: [...strange.map((name) => `the variable $${name} is declared nowhere`), ...wrong],
    };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { document: undefined, operation: 'query', problems: [error.message] };
  }
}
