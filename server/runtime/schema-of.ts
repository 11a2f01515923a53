import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Of types that were made of a JSON Schema: that schema itself, written out when somebody asks. */
const kept = new WeakMap<z.ZodType, () => JsonSchema>();

/** Remembers the JSON Schema that a type was made of. */
export function keepSchema<Type extends z.ZodType>(type: Type, schema: () => JsonSchema): Type {
  kept.set(type, schema);
  return type;
}

/** What a type takes (`input`) or gives (`output`), as JSON Schema: for documentation, forms and machines. */
export function schemaOf(type: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const own = kept.get(type);
  if (own !== undefined) return own();
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
    },
  });
  return schema;
}
