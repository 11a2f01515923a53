import { z } from 'zod';
import type { DeclaredConnector } from '#connectors/kit/declared.ts';
import { isSafePattern } from '#server/runtime/declared/safe-pattern.ts';
import { definitionOf } from '#server/runtime/declared/schema-types.ts';
import type { DefinitionProblem } from './definition-problems.ts';

type Path = (string | number)[];

/** References that lead nowhere or in a circle, and patterns that will not be applied. */
export function* schemaProblems(declared: DeclaredConnector): Generator<DefinitionProblem> {
  const { objects, actions, definitions = {} } = declared;
  for (const [name, { row }] of Object.entries(objects)) yield* inSchema(['objects', name, 'row'], row, definitions);
  for (const [name, { input, output }] of Object.entries(actions)) {
    yield* inSchema(['actions', name, 'input'], input, definitions);
    yield* inSchema(['actions', name, 'output'], output, definitions);
  }
  for (const [name, schema] of Object.entries(definitions)) {
    yield* inSchema(['definitions', name], schema, definitions);
    if (isCircle(name, definitions))
      yield {
        path: ['definitions', name, '$ref'],
        message: 'This reference leads back to itself, and never says what the value is.',
        severity: 'error',
      };
  }
}

type Definitions = NonNullable<DeclaredConnector['definitions']>;

function* inSchema(path: Path, schema: unknown, definitions: Definitions): Generator<DefinitionProblem> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    const place = [...path, Array.isArray(schema) ? Number(key) : key];
    if (key === '$ref' && typeof value === 'string') {
      const name = definitionOf(value);
      if (name === undefined || !Object.hasOwn(definitions, name))
        yield {
          path: place,
          message: `There is no ${value}: shared schemas stand in definitions, and are named as #/definitions/Name.`,
          severity: 'error',
        };
    } else if (key === 'pattern' && typeof value === 'string' && !isSafePattern(value)) {
      yield { path: place, message: 'This pattern is not applied: it could take very long.', severity: 'warning' };
    } else if (key !== 'enum' && key !== 'const' && key !== 'default' && key !== 'examples') {
      yield* inSchema(place, value, definitions);
    }
  }
}

/** `A` is `B` is `A`. A reference from a property of its own is no circle: trees are like that. */
function isCircle(name: string, definitions: Definitions): boolean {
  const seen = new Set<string>();
  let at: string | undefined = name;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const schema: unknown = definitions[at];
    at = typeof schema === 'object' && schema !== null && '$ref' in schema ? definitionOf(schema.$ref) : undefined;
  }
  return at === name;
}

const formSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
});
const fieldSchema = z.looseObject({ options: z.string().optional(), title: z.string().optional() });

/** Fields without a title, and choices that nobody gives. */
export function* formProblems(declared: DeclaredConnector): Generator<DefinitionProblem> {
  const { settings, before, appFields, auth, actions, options = {} } = declared;
  const forms: [Path, unknown, boolean][] = [
    [['settings'], settings, true],
    [['before'], before, true],
    [['appFields'], appFields, true],
    [['auth', 'fields'], 'fields' in auth ? auth.fields : undefined, true],
    ...Object.entries(actions).map(([name, { input }]): [Path, unknown, boolean] => [
      ['actions', name, 'input'],
      input,
      false,
    ]),
  ];
  for (const [path, form, isShown] of forms) {
    for (const [name, field] of Object.entries(formSchema.safeParse(form).data?.properties ?? {})) {
      const parsed = fieldSchema.safeParse(field);
      const place = [...path, 'properties', name];
      if (!parsed.success) continue;
      if (isShown && parsed.data.title === undefined)
        yield {
          path: place,
          message: `${name} has no title: what the person who fills it in reads.`,
          severity: 'warning',
        };
      if (parsed.data.options !== undefined && !Object.hasOwn(options, parsed.data.options))
        yield {
          path: [...place, 'options'],
          message: `There are no options ${parsed.data.options}.`,
          severity: 'error',
        };
    }
  }
}
