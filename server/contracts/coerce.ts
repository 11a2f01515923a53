import type { Schema, SchemaObject } from '../openapi/description.ts';
import { isNode, textsOf } from '../openapi/json-node.ts';
import { resolved, schemasIn, shapeOf } from '../openapi/shape.ts';
import type { SchemaCheck } from './schema-check.ts';

/** Gives what came as text the type that its schema names: `"5"` is 5 where a number is asked for. */
export function coerce(value: unknown, schema: Schema | undefined, check: SchemaCheck, depth = 0): unknown {
  if (schema === undefined || typeof schema === 'boolean' || depth > 12) return value;
  const node = resolved(schema, check.schemas);
  const variants = [...schemasIn(node.anyOf), ...schemasIn(node.oneOf)];
  const tried = variants.map((variant) => ({ variant, made: coerce(value, variant, check, depth + 1) }));
  const right = tried.find(({ variant, made }) => check.isValid(variant, made, 'request'));
  if (right !== undefined) return right.made;
  const alike = tried.find(({ made }) => typeof made === typeof value && typeof value === 'object');
  if (alike !== undefined) return alike.made;
  if (Array.isArray(value)) return value.map((item) => coerce(item, itemOf(node, check), check, depth + 1));
  if (isNode(value)) return coerceFields(value, node, check, depth);
  return typeof value === 'string' ? scalar(value, node, check) : value;
}

const itemOf = (node: SchemaObject, { schemas }: SchemaCheck) => shapeOf(node, schemas).items;

function coerceFields(
  value: { [key: string]: unknown },
  node: SchemaObject,
  check: SchemaCheck,
  depth: number,
): unknown {
  const shape = shapeOf(node, check.schemas);
  // In a form, a list is written by its numbers: `list[0]=a`.
  if (shape.types.includes('array') && !shape.types.includes('object'))
    return Object.values(value).map((item) => coerce(item, shape.items, check, depth + 1));
  const rest = isNode(node.additionalProperties) ? node.additionalProperties : undefined;
  const entries = Object.entries(value).map(([key, item]) => {
    const own = Object.hasOwn(shape.properties, key) ? shape.properties[key] : rest;
    return [key, coerce(item, own, check, depth + 1)] as const;
  });
  return Object.fromEntries(entries);
}

function scalar(value: string, node: SchemaObject, check: SchemaCheck): unknown {
  const types = shapeOf(node, check.schemas).types;
  const own = types.length > 0 ? types : textsOf([node.type].flat());
  if (own.includes('string') && !Array.isArray(node.enum)) return value;
  if ((own.includes('integer') || own.includes('number')) && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  if (own.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  if (own.includes('array')) return [value].map((item) => coerce(item, itemOf(node, check), check));
  return value;
}
