import type { Schema, SchemaObject } from './description.ts';
import { entriesOf, isNode, listOf, textsOf } from './json-node.ts';

/** What an object's schema says about its fields, with references and `allOf` put together. */
export interface Shape {
  types: string[];
  properties: Record<string, Schema>;
  required: string[];
  /** It takes further fields on purpose: `additionalProperties` is written out, or field names by pattern. */
  isOpen: boolean;
  /** It may be one of several. */
  hasVariants: boolean;
  items: Schema | undefined;
}

const deepest = 12;

export const isSchema = (value: unknown): value is Schema => typeof value === 'boolean' || isNode(value);
export const schemasIn = (value: unknown): Schema[] => listOf(value).filter(isSchema);

/** A schema with its references followed, until something of its own is said. */
export function resolved(schema: Schema | undefined, schemas: Record<string, Schema>): SchemaObject {
  let found: unknown = schema;
  for (let hops = 0; isNode(found) && typeof found.$ref === 'string' && hops < deepest; hops++)
    found = schemas[found.$ref.slice('#/$defs/'.length)];
  return isNode(found) ? found : {};
}

export function shapeOf(schema: Schema | undefined, schemas: Record<string, Schema>, depth = 0): Shape {
  const own = withoutNull(resolved(schema, schemas), schemas);
  const shape: Shape = {
    types: textsOf([own.type].flat()).filter((type) => type !== 'null'),
    properties: Object.fromEntries(
      entriesOf(own.properties).flatMap(([name, value]) => (isSchema(value) ? [[name, value]] : [])),
    ),
    required: textsOf(own.required),
    isOpen: own.additionalProperties === true || isNode(own.additionalProperties) || isNode(own.patternProperties),
    hasVariants: schemasIn(own.oneOf).length + schemasIn(own.anyOf).length > 0,
    items: isSchema(own.items) ? own.items : undefined,
  };
  if (depth > deepest) return shape;
  const parts = schemasIn(own.allOf).map((part) => shapeOf(part, schemas, depth + 1));
  return parts.reduce(
    (whole, part) => ({
      types: [...new Set([...whole.types, ...part.types])],
      properties: { ...part.properties, ...whole.properties },
      required: [...new Set([...whole.required, ...part.required])],
      isOpen: whole.isOpen || part.isOpen,
      hasVariants: whole.hasVariants || part.hasVariants,
      items: whole.items ?? part.items,
    }),
    shape,
  );
}

/** `anyOf: [it, null]` is it. */
function withoutNull(schema: SchemaObject, schemas: Record<string, Schema>): SchemaObject {
  const variants = schemasIn(schema.anyOf ?? schema.oneOf).filter(
    (variant) => !(isNode(variant) && variant.type === 'null'),
  );
  const [only, ...others] = variants;
  return only !== undefined && others.length === 0 ? resolved(only, schemas) : schema;
}

export const isList = ({ types, items }: Shape): boolean =>
  types.includes('array') || (types.length === 0 && items !== undefined);
export const isObject = ({ types, properties }: Shape): boolean =>
  types.includes('object') || (types.length === 0 && Object.keys(properties).length > 0);
