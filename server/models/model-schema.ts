import { type ModelName, models } from '#connectors/kit/index.ts';
import { type JsonSchema, schemaOf } from '#server/runtime/schema-of.ts';

const made = new Map<ModelName, JsonSchema>();

/** A model as JSON Schema: what a sync's records are mapped to, and what the API tells of it. */
export function modelSchema(name: ModelName): JsonSchema {
  const known = made.get(name);
  if (known) return known;
  const schema = schemaOf(models[name].schema, 'output');
  made.set(name, schema);
  return schema;
}
