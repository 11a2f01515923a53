import type { Schema, SchemaObject } from '../openapi/description.ts';
import { isNode } from '../openapi/json-node.ts';
import { resolved, schemasIn } from '../openapi/shape.ts';

const deepest = 8;

/**
 * Fields that the description does not name. JSON Schema takes any field where nothing is said; a misspelt one would then pass. So
 * where a description lists fields, only those count, unless it says that there are more, or a part of it says nothing at all.
 */
export function unknownFields(
  value: unknown,
  given: Schema[],
  schemas: Record<string, Schema>,
  at: string,
  depth = 0,
): string[] {
  if (depth > deepest) return [];
  const parts = given.flatMap((schema) => partsOf(schema, schemas));
  if (Array.isArray(value)) {
    const items = parts.flatMap(({ items }) => (items === undefined ? [] : schemasIn([items])));
    if (items.length === 0) return [];
    return value
      .slice(0, 20)
      .flatMap((item, index) => unknownFields(item, items, schemas, `${at}/${index}`, depth + 1));
  }
  if (!isNode(value)) return [];
  const listed = parts.filter(({ properties }) => isNode(properties));
  if (listed.length === 0 || parts.some(isOpen)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const owners = listed.flatMap(({ properties }) =>
      isNode(properties) && Object.hasOwn(properties, name) ? schemasIn([properties[name]]) : [],
    );
    if (owners.length === 0) return [`${at}/${name} is not in the description`];
    return unknownFields(item, owners, schemas, `${at}/${name}`, depth + 1);
  });
}

/** A schema and all that it is put together from. */
function partsOf(schema: Schema, schemas: Record<string, Schema>, hops = 0): SchemaObject[] {
  if (hops > deepest) return [];
  const node = typeof schema === 'boolean' ? {} : resolved(schema, schemas);
  const below = [...schemasIn(node.allOf), ...schemasIn(node.anyOf), ...schemasIn(node.oneOf)];
  return [node, ...below.flatMap((part) => partsOf(part, schemas, hops + 1))];
}

function isOpen(part: SchemaObject): boolean {
  if (part.additionalProperties === true || isNode(part.additionalProperties) || isNode(part.patternProperties))
    return true;
  const says = Object.keys(part).filter((keyword) => keyword !== 'description' && keyword !== 'title');
  return says.length === 0 || (part.type === 'object' && says.length === 1);
}
