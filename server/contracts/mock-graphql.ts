import {
  type DocumentNode,
  executeSync,
  type GraphQLNullableType,
  type GraphQLSchema,
  type GraphQLType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
} from 'graphql';

const scalars: Record<string, unknown> = {
  Int: 1,
  Float: 1.5,
  Boolean: true,
  DateTime: '2026-01-31T12:00:00Z',
  Date: '2026-01-31',
  TimelessDate: '2026-01-31',
  URL: 'https://acme.example/page',
  Decimal: '10.00',
  Money: '10.00',
  UnsignedInt64: '1',
  JSON: {},
  JSONObject: {},
};

interface Asked {
  schema: GraphQLSchema;
  document: DocumentNode;
  variables: Record<string, unknown>;
  operationName: string | undefined;
  keys: string[];
}

/** What an app with this schema could answer: each field of its type, each list with one item, each connection at its end. */
export function mockGraphql({ schema, document, variables, operationName, keys }: Asked): unknown {
  let count = 0;
  // Ids that name their type, as `gid://shop/Order/1`, are written as the app writes them.
  const prefix = keys.map((key) => key.match(/^gid:\/\/[^/]+\//)?.[0]).find((found) => found !== undefined);
  const newId = (type: string) =>
    prefix === undefined
      ? `6f1f6c5e-0d53-4b8a-9d3e-${String(++count).padStart(12, '0')}`
      : `${prefix}${type}/${++count}`;
  return executeSync({
    schema,
    document,
    variableValues: variables,
    operationName,
    rootValue: {},
    fieldResolver: (_source, _args, _context, { returnType, fieldName, parentType }) =>
      valueFor(returnType, fieldName, () => newId(parentType.name)),
    typeResolver: (_value, _context, _info, type) => schema.getPossibleTypes(type)[0]?.name,
  });
}

function valueFor(given: GraphQLType, field: string, newId: () => string): unknown {
  const type: GraphQLNullableType = getNullableType(given);
  if (isListType(type)) {
    // Mutations tell what went wrong in a list: here nothing did.
    if (/errors$/i.test(field)) return [];
    return [valueFor(type.ofType, field, newId)];
  }
  if (isObjectType(type) || isAbstractType(type)) return {};
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (/^has(Next|Previous)Page$/.test(field)) return false;
  if (type.name === 'ID') return newId();
  return scalars[type.name] ?? 'text';
}
