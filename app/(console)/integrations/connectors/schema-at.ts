import { isObject } from './definition.ts';
import type { JsonPath } from './json-nodes.ts';

export interface SchemaHelp {
  description: string;
  /** What an object may hold here. */
  names: { name: string; required: boolean }[];
  /** What a value may be here. */
  values: string[];
}

type Schema = Record<string, unknown>;

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const variantsOf = (schema: Schema): Schema[] => {
  const variants = [...listIn(schema.anyOf), ...listIn(schema.oneOf)].filter(isObject);
  return variants.length === 0 ? [schema] : variants.flatMap(variantsOf);
};

/** What a JSON Schema says of the value at a path: of all variants together where there are several. */
export function helpAt(root: Schema, path: JsonPath): SchemaHelp | undefined {
  let at = resolved(root, root);
  for (const part of path) {
    at = at.flatMap((schema) => inside(schema, part)).flatMap((schema) => resolved(schema, root));
    if (at.length === 0) return undefined;
  }
  const names = new Map<string, { count: number }>();
  const needed = new Map<string, number>();
  for (const schema of at) {
    for (const name of Object.keys(isObject(schema.properties) ? schema.properties : {}))
      names.set(name, { count: (names.get(name)?.count ?? 0) + 1 });
    for (const name of listIn(schema.required)) needed.set(String(name), (needed.get(String(name)) ?? 0) + 1);
  }
  const described = at.find(({ description }) => typeof description === 'string')?.description;
  const values = at.flatMap((schema) => [...listIn(schema.enum), ...('const' in schema ? [schema.const] : [])]);
  return {
    description: typeof described === 'string' ? described : '',
    names: [...names.keys()].map((name) => ({ name, required: needed.get(name) === at.length })),
    values: [...new Set(values.map(String))],
  };
}

function resolved(schema: Schema, root: Schema): Schema[] {
  const reference = typeof schema.$ref === 'string' ? schema.$ref : undefined;
  const [, name = ''] = reference?.match(/^#\/\$defs\/(.+)$/) ?? [];
  const target = isObject(root.$defs) ? root.$defs[name] : undefined;
  const found = reference === '#' ? root : isObject(target) ? target : schema;
  return variantsOf({
    ...found,
    ...(typeof schema.description === 'string' && { description: schema.description }),
  }).flatMap((variant) =>
    typeof variant.$ref === 'string' && variant !== schema && variant.$ref !== reference
      ? resolved(variant, root)
      : [variant],
  );
}

function inside(schema: Schema, part: string | number): Schema[] {
  if (typeof part === 'number') return isObject(schema.items) ? [schema.items] : [];
  const property = isObject(schema.properties) ? schema.properties[part] : undefined;
  if (isObject(property)) return [property];
  return isObject(schema.additionalProperties) ? [schema.additionalProperties] : [];
}
