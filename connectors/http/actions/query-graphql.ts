import { z } from 'zod';
import { defineAction, graphql } from '../../kit/index.ts';
import { path } from './request.ts';

export const queryGraphql = defineAction({
  title: 'Ask a GraphQL API',
  input: z.object({
    path: path.default('/graphql'),
    query: z.string().min(1).meta({ title: 'Query', multiline: true }),
    variables: z.record(z.string(), z.unknown()).default({}).meta({ title: 'Variables' }),
  }),
  output: z.object({ data: z.unknown().meta({ title: 'Data' }) }),
  effect: 'writes',
  repeat: 'none',
  example: { query: 'query { viewer { name } }' },
  run: async ({ http }, input) => ({
    data: await graphql(http, input.path, input.query, input.variables, z.unknown()),
  }),
});
