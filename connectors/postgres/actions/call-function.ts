import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { readExactJson } from '../read-exact-json.ts';
import { quote } from '../table-choice.ts';
import { ofStatement, values } from './fields.ts';

const known = z
  .tuple([
    z.object({ schema: z.string(), name: z.string(), arguments: z.string(), returns_nothing: z.enum(['t', 'f']) }),
  ])
  .or(z.tuple([]));
const argumentList = z.array(z.object({ name: z.string().nullable(), type: z.string() }));

// Only what goes in; what comes out of a function is its row.
const question = `
  select n.nspname as schema, p.proname as name, p.prorettype = 'void'::regtype as returns_nothing,
         coalesce((select json_agg(json_build_object('name', nullif(p.proargnames[a.place], ''), 'type', format_type(a.type, null)) order by a.place)
           from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as a (type, place)
          where coalesce(p.proargmodes[a.place], 'i') in ('i', 'b')), '[]')::text as arguments
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where p.oid = to_regprocedure($1) and p.prokind = 'f'`;

export const callFunction = defineAction({
  title: 'Call a function',
  description: 'A function of the database, which may write. What it returns arrives as rows.',
  input: z.object({
    function: z.string().min(1).meta({
      title: 'Function',
      options: 'functions',
      placeholder: 'public.close_month(date)',
      description: 'With the types of its arguments.',
    }),
    arguments: values
      .default({})
      .meta({ title: 'Arguments', description: 'By name. Those with a default may be left out.' }),
  }),
  output: z.object({ rows: z.array(z.json()) }),
  effect: 'writes',
  repeat: 'none',
  run: ({ sql }, input) =>
    ofStatement('function', async () => {
      const [found] = known.parse(await sql.query(question, [input.function]));
      if (found === undefined) {
        throw new AppCallError(`There is no function ${input.function} that this user sees.`, {
          class: 'invalid',
          code: 'unknown_function',
          field: 'function',
        });
      }
      const wanted = argumentList.parse(JSON.parse(found.arguments));
      const given = Object.entries(input.arguments).map(([name, value]) => {
        // Arguments without a name go by their number: 1, 2, …
        const place = wanted.findIndex((one, index) => (one.name ?? String(index + 1)) === name);
        const argument = wanted[place];
        if (argument !== undefined) return { ...argument, place, value };
        throw new AppCallError(`The function has no argument ${name}.`, {
          class: 'invalid',
          code: 'unknown_argument',
          field: name,
        });
      });
      const list = given
        .sort((a, b) => a.place - b.place)
        .map(({ name, type }, index) => {
          const value = `(select v from json_to_record($${index + 1}::json) as x(v ${type}))`;
          return name === null ? value : `${quote(name)} => ${value}`;
        });
      const called = `${quote(found.schema)}.${quote(found.name)}(${list.join(', ')})`;
      const { rows } = await sql.execute(
        found.returns_nothing === 't'
          ? `select ${called}`
          : `select to_json(r)::text as row from ${called} as r limit 1000`,
        given.map(({ value }) => JSON.stringify({ v: value })),
      );
      return { rows: rows.flatMap((one) => (one.row ? [readExactJson(one.row)] : [])) };
    }),
  example: { function: 'public.close_month(date)', arguments: { month: '2026-10-01' } },
});
