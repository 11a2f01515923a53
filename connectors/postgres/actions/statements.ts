import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { readExactJson } from '../read-exact-json.ts';
import { limitField, ofStatement, row } from './fields.ts';

const parameters = z
  .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .default([])
  .meta({ title: 'Parameters', description: 'In the order of $1, $2, …' });

const sent = (values: (string | number | boolean | null)[]) =>
  values.map((value) => (typeof value === 'boolean' ? String(value) : value));

export const runQuery = defineAction({
  title: 'Run a query',
  description: 'A SELECT, in a transaction that can’t write. Values go into the parameters, never into its text.',
  input: z.object({
    query: z.string().trim().min(1).meta({ title: 'Query', placeholder: 'select name from customers where city = $1' }),
    parameters,
    limit: limitField,
  }),
  output: z.object({ rows: z.array(row), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  run: ({ sql }, { query, parameters: given, limit }) =>
    ofStatement('query', async () => {
      // Inside another one it can be nothing but a query. The line break ends a comment at its end.
      const printed = await sql.query(
        `select to_json(q)::text as row from (\n${query.replace(/[;\s]+$/, '')}\n) as q limit ${limit + 1}`,
        sent(given),
      );
      const rows = printed.slice(0, limit).map((one) => row.parse(readExactJson(one.row ?? '{}')));
      return { rows, hasMore: printed.length > limit };
    }),
  example: { query: 'select name from customers where city = $1', parameters: ['Zürich'] },
});

export const runStatement = defineAction({
  title: 'Run a statement',
  description:
    'One statement that may write, in a transaction of its own. What it returns arrives as PostgreSQL prints it.',
  input: z.object({
    statement: z
      .string()
      .trim()
      .min(1)
      .meta({ title: 'Statement', placeholder: 'update customers set seen_at = now() where id = $1' }),
    parameters,
  }),
  output: z.object({ affected: z.int(), rows: z.array(z.record(z.string(), z.string().nullable())) }),
  effect: 'writes',
  repeat: 'none',
  run: ({ sql }, { statement, parameters: given }) =>
    ofStatement('statement', async () => {
      const { rows, affected } = await sql.execute(statement, sent(given));
      return { affected, rows: rows.slice(0, 1_000) };
    }),
  example: { statement: 'update customers set seen_at = now() where id = $1', parameters: [1] },
});
