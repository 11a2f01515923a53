import type { Body, Description, Operation, Parameter, Schema } from '../openapi/description.ts';
import { shapeOf } from '../openapi/shape.ts';

const methodName = /^\/[a-z]\w*(\.\w+)+$/;
const types = ['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'];

/**
 * An API whose paths are names of methods (`/chat.postMessage`) takes each of them by GET and by POST, with the same parameters in
 * the query, a form or JSON, and the token in the Authorization header. A description can write down one of these only.
 */
export function asRpc(description: Description): Description {
  const { operations } = description;
  const named = operations.filter(({ path }) => methodName.test(path));
  if (operations.length === 0 || named.length < operations.length * 0.9) return description;
  return { ...description, operations: operations.flatMap((operation) => bothWays(operation, description)) };
}

function bothWays(operation: Operation, { schemas }: Description): Operation[] {
  const isToken = ({ name }: Parameter) => name === 'token';
  const parameters = operation.parameters.filter((parameter) => !isToken(parameter));
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const others = parameters.filter((parameter) => parameter.in !== 'query');
  const shape = shapeOf(operation.body?.contents[0]?.schema ?? {}, schemas);
  const fields = Object.entries(shape.properties).filter(([name]) => name !== 'token');
  const fromBody = fields.map(([name, schema]) =>
    inQuery(name, schema, shape.required.includes(name), operation.place),
  );
  return [
    { ...operation, method: 'GET', parameters: [...others, ...query, ...fromBody], body: undefined },
    { ...operation, method: 'POST', parameters: others, body: inBody([...query, ...fromBody]) },
  ];
}

function inQuery(name: string, schema: Schema, required: boolean, place: string): Parameter {
  const plain = { description: undefined, isJson: false, isReserved: false, style: 'form', explode: false } as const;
  return { in: 'query', name, schema, required, place, ...plain };
}

function inBody(parameters: Parameter[]): Body {
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
  const schema = { type: 'object', properties, additionalProperties: false, ...(required.length > 0 && { required }) };
  const contents = types.map((type) => ({ type, schema, example: undefined }));
  return { required: required.length > 0, description: undefined, contents };
}
